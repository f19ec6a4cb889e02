/**
 * Joins adapters to the engine: the one place that knows both. What is heavy (the AWS SDK, SQLite, pino) is
 * imported when it is needed, so that a command that needs none of it starts at once.
 */
export { addPair, checkedPair, pairIdFor } from './compose/add-pair.ts';
export { createBuckets } from './compose/account.ts';
export { checkBuckets, type BucketCheck } from './compose/check-buckets.ts';
export { ownFolderAround } from './compose/own-folders.ts';
export { openHome, type Environment, type Home } from './compose/home.ts';
export {
  createSharedBandwidth,
  openLog,
  type EmbeddedStore,
  type HostParts,
  type SharedBandwidth,
} from './compose/host.ts';
export { forgetPair } from './compose/forget.ts';
export { inspectFolder, openFolder, openLocalTrash, requireMarker } from './compose/folder.ts';
export { openPair, openPairBeside, type OpenedPair } from './compose/pair.ts';
export { openTrashIndex } from './compose/trash-index.ts';
export { browseFolder, listDrives, makeFolders, type FolderLook } from './adapters/fs/browse.ts';
export { realPlace } from './adapters/fs/real-place.ts';
export { checkPassphrase, hasKeychain, type AccountKeys } from './compose/secrets.ts';
export { maskPatterns as maskSecrets } from './adapters/log/redact.ts';
export { previewPair, type PreviewParts } from './compose/preview-pair.ts';
export { replaceKeys } from './compose/replace-keys.ts';
export {
  openSetupAccount,
  type BucketFacts,
  type CheckedAreas,
  type SetupAccount,
  type SetupAccountParts,
} from './compose/setup-account.ts';
export { openGuest, openView, type PairGuest, type PairView } from './compose/view.ts';
