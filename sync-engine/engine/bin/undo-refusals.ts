import type { SyncError } from '../../core/error.ts';

/** Why an undo leaves something as it is. */
export const CHANGED: SyncError = {
  code: 'restore-changed',
  message: 'it changed since the restore, so it stays as it is',
};
export const GONE: SyncError = {
  code: 'version-gone',
  message: 'the version from before the restore is no longer in the trash',
};
