/** Everything that is tried, by what the command line calls it. Hosts with other languages have texts for the keys. */
export const CHECKS = {
  findFolder: 'find the folder',
  writeFolder: 'write to the folder',
  folderNames: 'names in the folder',
  renames: 'recognise renamed files',
  signIn: 'sign in',
  clocks: 'compare clocks',
  listFiles: 'list the object bucket',
  listRecycle: 'list the recycle bucket',
  put: 'put an object',
  look: 'look at an object',
  read: 'read an object',
  copy: 'copy to the recycle bucket',
  copyBack: 'copy back from the recycle bucket',
  createUpload: 'start a multipart upload',
  listParts: 'list the parts of an upload',
  listUploads: 'list unfinished uploads',
  abortUpload: 'abort a multipart upload',
  delete: 'delete an object',
  abortRecycle: 'abort an upload to the recycle bucket',
  deleteRecycle: 'delete from the recycle bucket',
  conditions: 'conditional requests',
  versioning: 'versioning of the object bucket',
  recycleVersioning: 'versioning of the recycle bucket',
  retention: 'retention of the recycle bucket',
  rules: 'lifecycle rules of the object bucket',
  writeRecycleRules: 'set rules of the recycle bucket',
  writeRules: 'set rules of the object bucket',
  room: 'room on the disk',
  watches: 'folders that can be watched',
} as const;

export type CheckKey = keyof typeof CHECKS;
export type CheckName = (typeof CHECKS)[CheckKey];

const KEYS = new Map<string, CheckKey>((Object.keys(CHECKS) as CheckKey[]).map((key) => [CHECKS[key], key]));

/** The key of a check; undefined for a name that is not one of them. */
export function checkKey(name: string): CheckKey | undefined {
  return KEYS.get(name);
}
