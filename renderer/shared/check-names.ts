/** Names of checks that have a text in the catalogues; others are shown as the engine says them. */
const NAMES = {
  'sign in': 'signIn',
  'compare clocks': 'clocks',
  'list the object bucket': 'listFiles',
  'list the recycle bucket': 'listRecycle',
  'put an object': 'put',
  'look at an object': 'look',
  'read an object': 'read',
  'copy to the recycle bucket': 'copy',
  'copy back from the recycle bucket': 'copyBack',
  'start a multipart upload': 'createUpload',
  'list the parts of an upload': 'listParts',
  'list unfinished uploads': 'listUploads',
  'abort a multipart upload': 'abortUpload',
  'abort an upload to the recycle bucket': 'abortRecycle',
  'delete an object': 'delete',
  'delete from the recycle bucket': 'deleteRecycle',
  'conditional requests': 'conditions',
  'retention of the recycle bucket': 'retention',
  'lifecycle rules of the object bucket': 'rules',
  'set rules of the recycle bucket': 'writeRecycleRules',
  'set rules of the object bucket': 'writeRules',
} as const;

export type CheckKey = (typeof NAMES)[keyof typeof NAMES] | 'versioning';

export function checkKey(check: string): CheckKey | undefined {
  if (check.startsWith('versioning of ')) return 'versioning';
  return (NAMES as Readonly<Record<string, CheckKey>>)[check];
}
