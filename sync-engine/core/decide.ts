/**
 * One path, one decision: a total function over a table. Every code below is explained for users in
 * docs/sync-semantics.md and shows up in the activity history as the reason for what was done.
 */

export type Mode = 'two-way' | 'upload-only' | 'download-only';

/** Codes for files. */
export type FileCode =
  | 'in-sync'
  | 'upload-new'
  | 'upload-changed'
  | 'upload-edit-beats-delete'
  | 'upload-mirror' // upload-only: the local file is the truth, whatever happened remotely
  | 'download-new'
  | 'download-changed'
  | 'download-edit-beats-delete'
  | 'download-mirror' // download-only: the object is the truth; what is missing here comes back
  | 'recycle' // deleted locally: the object goes to the recycle bucket
  | 'trash' // deleted remotely: the file goes to the local trash
  | 'forget' // gone on both sides
  | 'record' // both sides came to hold the same content on their own
  | 'conflict' // both sides changed: the object keeps the path, the local file becomes a conflict copy
  | 'inspect' // the stat or the listing does not tell: hash or HEAD, then decide again
  | 'unseen' // one side could not be looked at: no decision
  | 'leave-local' // download-only: a local file nobody asked to upload
  | 'leave-remote'; // upload-only: an object nobody asked to download

/** Codes that come from more than one path. */
export type CrossCode =
  | 'rename-remote' // renamed locally: the object is copied on the server, the old key deleted
  | 'rename-local' // renamed remotely: the file is moved here
  | 'clash-local-aside' // a local file where the bucket has a folder: the file becomes a conflict copy
  | 'clash-remote-aside' // an object where the local side has a folder: the object becomes a conflict copy
  | 'blocked' // cannot be stored here or there; the reason says why
  | 'untrack'; // matched by an ignore pattern now: forgotten, deleted nowhere

/** Codes for folders (through their `dir/` markers). */
export type FolderCode =
  | 'folder-in-sync'
  | 'folder-upload' // an empty folder is kept remotely as a marker
  | 'folder-make'
  | 'folder-record'
  | 'folder-recycle' // deleted locally: its marker goes to the recycle bucket
  | 'folder-remove' // deleted remotely, and nothing is left in it here
  | 'folder-prune' // its last files were deleted remotely, and it had no marker
  | 'folder-forget'
  | 'folder-unseen';

export type DecisionCode = FileCode | CrossCode | FolderCode;

/**
 * A local file against the baseline. `touched`: the stat differs but the size does not, so only a hash can tell.
 * `none` and `new` are said where there is no baseline row; `unseen` with and without one.
 */
export type LocalState = 'none' | 'new' | 'same' | 'touched' | 'edited' | 'deleted' | 'unseen';
export type RemoteState = 'none' | 'new' | 'same' | 'edited' | 'deleted';

export type FileSituation =
  | `${'none' | 'new' | 'unseen'}/new`
  | `${'new' | 'unseen'}/none`
  | `${'same' | 'touched' | 'edited' | 'deleted' | 'unseen'}/${'same' | 'edited' | 'deleted'}`;

/** What is known of the two contents where both sides hold a file. */
export type ContentFact = 'equal' | 'different' | 'unknown';

type ByContent = Readonly<Record<ContentFact, FileCode>>;
type FileRule = FileCode | ByContent;

const CONFLICT_UNLESS_EQUAL: ByContent = { equal: 'record', different: 'conflict', unknown: 'inspect' };
const MIRROR_UNLESS_EQUAL: ByContent = { equal: 'record', different: 'upload-mirror', unknown: 'inspect' };

const UNSEEN = {
  'unseen/new': 'unseen',
  'unseen/none': 'unseen',
  'unseen/same': 'unseen',
  'unseen/edited': 'unseen',
  'unseen/deleted': 'unseen',
} as const;

const FILE_TABLE: Readonly<Record<Mode, Readonly<Record<FileSituation, FileRule>>>> = {
  'two-way': {
    'none/new': 'download-new',
    'new/none': 'upload-new',
    'new/new': CONFLICT_UNLESS_EQUAL,
    'same/same': 'in-sync',
    'touched/same': 'upload-changed', // the upload hashes first; a mere touch is recorded
    'edited/same': 'upload-changed',
    'deleted/same': 'recycle',
    'same/edited': 'download-changed',
    'touched/edited': 'inspect',
    'edited/edited': CONFLICT_UNLESS_EQUAL,
    'deleted/edited': 'download-edit-beats-delete',
    'same/deleted': 'trash',
    'touched/deleted': 'inspect',
    'edited/deleted': 'upload-edit-beats-delete',
    'deleted/deleted': 'forget',
    ...UNSEEN,
  },
  'upload-only': {
    'none/new': 'leave-remote',
    'new/none': 'upload-new',
    'new/new': MIRROR_UNLESS_EQUAL,
    'same/same': 'in-sync',
    'touched/same': 'upload-changed',
    'edited/same': 'upload-changed',
    'deleted/same': 'recycle',
    'same/edited': MIRROR_UNLESS_EQUAL, // another tool may have written the same bytes anew
    'touched/edited': 'inspect',
    'edited/edited': MIRROR_UNLESS_EQUAL,
    'deleted/edited': 'recycle',
    'same/deleted': 'upload-mirror',
    'touched/deleted': 'upload-mirror',
    'edited/deleted': 'upload-mirror',
    'deleted/deleted': 'forget',
    ...UNSEEN,
  },
  'download-only': {
    'none/new': 'download-new',
    'new/none': 'leave-local',
    'new/new': CONFLICT_UNLESS_EQUAL,
    'same/same': 'in-sync',
    'touched/same': 'inspect',
    'edited/same': 'leave-local',
    'deleted/same': 'download-mirror',
    'same/edited': 'download-changed',
    'touched/edited': 'inspect',
    'edited/edited': CONFLICT_UNLESS_EQUAL,
    'deleted/edited': 'download-mirror',
    'same/deleted': 'trash',
    'touched/deleted': 'inspect',
    'edited/deleted': 'forget', // the file stays, as one that only this side has
    'deleted/deleted': 'forget',
    ...UNSEEN,
  },
};

/** Decides one file. Total: every mode, situation and content fact has an answer. */
export function decideFile(mode: Mode, situation: FileSituation, content: ContentFact): FileCode {
  const rule = FILE_TABLE[mode][situation];
  return typeof rule === 'string' ? rule : rule[content];
}

/**
 * A local folder. `coming` is not there, but will be, for what this plan puts into it; `empty` holds nothing at all; `full`
 * holds something, or will once this plan has run; `kept` holds only what cannot be synced (symlinks, for example), so nothing in
 * the bucket implies it; `emptied` will hold nothing, or only such things, once the deletions of this plan have run.
 */
export type LocalFolderState = 'none' | 'coming' | 'empty' | 'full' | 'kept' | 'emptied' | 'unseen';

export type FolderSituation = `${LocalFolderState}/${'marker' | 'none'}/${'known' | 'unknown'}`;

type FolderRow = Readonly<Record<FolderSituation, FolderCode>>;

const FOLDER_TWO_WAY: FolderRow = {
  'none/marker/unknown': 'folder-make',
  'none/marker/known': 'folder-recycle',
  'none/none/known': 'folder-forget',
  'none/none/unknown': 'folder-in-sync',
  // Made now, not by what comes: a row may only say that the folder is here once it is.
  'coming/marker/unknown': 'folder-make',
  'coming/marker/known': 'folder-in-sync',
  'coming/none/known': 'folder-forget',
  'coming/none/unknown': 'folder-in-sync',
  'empty/marker/unknown': 'folder-record',
  'empty/marker/known': 'folder-in-sync',
  'empty/none/unknown': 'folder-upload',
  'empty/none/known': 'folder-remove',
  'full/marker/unknown': 'folder-record',
  'full/marker/known': 'folder-in-sync',
  'full/none/unknown': 'folder-in-sync',
  'full/none/known': 'folder-forget',
  'kept/marker/unknown': 'folder-record',
  'kept/marker/known': 'folder-in-sync',
  'kept/none/unknown': 'folder-upload',
  // Deleted there, and not to be deleted here: the row keeps it from coming back to the others.
  'kept/none/known': 'folder-in-sync',
  'emptied/marker/unknown': 'folder-record',
  'emptied/marker/known': 'folder-in-sync',
  'emptied/none/unknown': 'folder-prune',
  'emptied/none/known': 'folder-remove',
  'unseen/marker/unknown': 'folder-unseen',
  'unseen/marker/known': 'folder-unseen',
  'unseen/none/unknown': 'folder-unseen',
  'unseen/none/known': 'folder-unseen',
};

const FOLDER_TABLE: Readonly<Record<Mode, FolderRow>> = {
  'two-way': FOLDER_TWO_WAY,
  'upload-only': {
    ...FOLDER_TWO_WAY,
    'none/marker/unknown': 'folder-in-sync',
    'coming/marker/unknown': 'folder-in-sync',
    'empty/none/known': 'folder-upload',
    'kept/none/known': 'folder-upload',
    'emptied/none/known': 'folder-in-sync',
    'emptied/none/unknown': 'folder-in-sync',
  },
  'download-only': {
    ...FOLDER_TWO_WAY,
    'none/marker/known': 'folder-make',
    'empty/none/unknown': 'folder-in-sync',
    'kept/none/unknown': 'folder-in-sync',
  },
};

/** Decides one folder; total like `decideFile`. */
export function decideFolder(mode: Mode, situation: FolderSituation): FolderCode {
  return FOLDER_TABLE[mode][situation];
}

const PLACES_LOCALLY: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'download-new',
  'download-changed',
  'download-edit-beats-delete',
  'download-mirror',
  'rename-local',
  'folder-make',
]);

/** True when the decision puts a file or a folder on the local side under its own name. */
export function placesLocally(code: DecisionCode): boolean {
  return PLACES_LOCALLY.has(code);
}

const NO_LOCAL_FILE_AFTER: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'recycle',
  'trash',
  'leave-remote',
  'clash-local-aside',
  'clash-remote-aside',
  'rename-remote',
]);
const STAYS_AS_IT_IS: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'forget',
  'untrack',
  'blocked',
  'folder-in-sync',
  'folder-forget',
]);
const NO_LOCAL_FOLDER_AFTER: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'folder-recycle',
  'folder-remove',
  'folder-prune',
]);

/** True when something of this name will be on the local side once the decision has been carried out. */
export function leavesLocal(code: DecisionCode, localIsThere: boolean): boolean {
  if (STAYS_AS_IT_IS.has(code)) return localIsThere;
  return !NO_LOCAL_FILE_AFTER.has(code) && !NO_LOCAL_FOLDER_AFTER.has(code);
}
