/** The public surface: what hosts (command line, server, desktop) may use of the engine, beside `contract/`. */
export { assertNever } from './core/assert-never.ts';
export { fail, hasCode, SyncFailure, toSyncError } from './core/error.ts';
export type { SyncError, SyncErrorCode } from './core/error.ts';
export type { DecisionCode, Mode } from './core/decide.ts';
export { partSizeFor, RESUMABLE_MIN, SINGLE_PUT_MAX } from './core/parts.ts';
export { DEFAULT_PATTERNS } from './core/default-patterns.ts';

export type {
  DoctorCheck,
  PairEngine,
  PairStatus,
  RunOptions,
  Session,
  SyncOptions,
  VerifyOptions,
  VerifyRow,
} from './engine/engine.ts';
export type {
  CyclePhase,
  EngineEvent,
  PlannedStep,
  Progress,
  RequestTotals,
  SyncReport,
} from './engine/pair.ts';
export type {
  PreparedRestore,
  PurgeRequest,
  RecycleBin,
  RestoreChange,
  RestoreFailure,
  RestorePreview,
  RestoreReport,
  RestoreRequest,
  RestoreRow,
  RestoreWatch,
  Retention,
  TrashQuery,
  TrashRow,
} from './engine/recycle-bin.ts';
export { keptReport } from './engine/restore-history.ts';
export type { RestoreHistory } from './engine/restore-history.ts';
export type { ConflictSideName, ConflictView } from './engine/conflict-view.ts';
export type { ConflictChoice, ConflictPick, ConflictResolution } from './engine/resolve-conflict.ts';
export { LOCAL_TRASH_DAYS } from './engine/leftovers.ts';
export type { FolderListing, FolderShare, Freed, IgnorePreview, Tracking } from './engine/tracking.ts';
export type {
  ActivityQuery,
  ActivityRecord,
  ConflictRecord,
  HeldRecord,
  ProblemRecord,
  RestoreEntry,
} from './ports/index-store.ts';
export { answerKeychain } from './adapters/keychain/keychain-answer.ts';
export type { SystemTrash } from './ports/system-trash.ts';
export type { LocalTrash, TrashedFile } from './ports/local-trash.ts';
export type {
  TrashIndex,
  TrashIndexRow,
  TrashIndexSelection,
  TrashListingWriter,
  TrashSummary,
} from './ports/trash-index.ts';
export type { RootState } from './ports/local-tree.ts';
export { PASSPHRASE_VARIABLE } from './ports/secrets.ts';

export {
  addPair,
  browseFolder,
  checkBuckets,
  checkPassphrase,
  checkedPair,
  createBuckets,
  createSharedBandwidth,
  forgetPair,
  hasKeychain,
  inspectFolder,
  listDrives,
  makeFolders,
  maskSecrets,
  openFolder,
  openGuest,
  openHome,
  openLocalTrash,
  openLog,
  openPair,
  openPairBeside,
  openSetupAccount,
  openTrashIndex,
  openView,
  ownFolderAround,
  pairIdFor,
  previewPair,
  realPlace,
  replaceKeys,
  requireMarker,
} from './compose.ts';
export type {
  AccountKeys,
  BucketCheck,
  BucketFacts,
  CheckedAreas,
  EmbeddedStore,
  FolderLook,
  Environment,
  Home,
  HostParts,
  OpenedPair,
  PairGuest,
  PairView,
  PreviewParts,
  SetupAccount,
  SetupAccountParts,
  SharedBandwidth,
} from './compose.ts';
