import type { DecisionCode } from '../../core/decide.ts';
import { clashLocalAside, clashRemoteAside, conflict } from './conflicts.ts';
import { recycle, trash } from './deletes.ts';
import { download } from './download.ts';
import { folderForget, folderMake, folderRecord, folderRemove, folderUpload } from './folders.ts';
import type { Operation } from './operation.ts';
import { forget, record } from './record.ts';
import { renameLocal, renameRemote } from './renames.ts';
import { upload } from './upload.ts';

/** Codes that a plan never puts into a phase. */
type Idle =
  | 'in-sync'
  | 'inspect'
  | 'unseen'
  | 'leave-local'
  | 'leave-remote'
  | 'blocked'
  | 'folder-in-sync'
  | 'folder-unseen';

/** What carries out each decision. */
export const OPERATIONS: Readonly<Record<Exclude<DecisionCode, Idle>, Operation>> = {
  'upload-new': upload,
  'upload-changed': upload,
  'upload-edit-beats-delete': upload,
  'upload-mirror': upload,
  'download-new': download,
  'download-changed': download,
  'download-edit-beats-delete': download,
  'download-mirror': download,
  recycle,
  trash,
  forget,
  untrack: forget,
  record,
  conflict,
  'rename-remote': renameRemote,
  'rename-local': renameLocal,
  'clash-local-aside': clashLocalAside,
  'clash-remote-aside': clashRemoteAside,
  'folder-upload': folderUpload,
  'folder-make': folderMake,
  'folder-record': folderRecord,
  'folder-recycle': recycle,
  'folder-remove': folderRemove,
  'folder-prune': folderRemove,
  'folder-forget': folderForget,
};

export function operationOf(code: DecisionCode): Operation {
  const operation = (OPERATIONS as Readonly<Partial<Record<DecisionCode, Operation>>>)[code];
  if (operation === undefined) throw new Error(`${code} is no work to do`);
  return operation;
}
