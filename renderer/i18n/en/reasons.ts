import type { ActivityReason } from '../../../sync-engine/contract/reasons.ts';

/** Why something was done, in plain words; one for each code of docs/sync-semantics.md. */
export const reasons = {
  'in-sync': 'Neither side changed.',
  'upload-new': 'The file is new on this computer, and the bucket never had it.',
  'upload-changed':
    'The file was changed on this computer. The version it replaced went to the trash of the bucket.',
  'upload-edit-beats-delete':
    'Somebody deleted it in the bucket while it was being changed here. A change counts more than a deletion, so it was uploaded again.',
  'upload-mirror':
    'This folder only uploads: what is on this computer counts, whatever happened in the bucket. What the bucket held went to its trash.',
  'download-new': 'The file is new in the bucket, and this computer never had it.',
  'download-changed':
    'The file was changed in the bucket. The version it replaced went to the trash of this computer.',
  'download-edit-beats-delete':
    'It was deleted here while somebody changed it in the bucket. A change counts more than a deletion, so it came back.',
  'download-mirror':
    'This folder only downloads: what is in the bucket counts, so what was deleted here came back.',
  recycle: 'The file was deleted on this computer. Its copy in the bucket went to the trash of the bucket.',
  trash: 'The file was deleted in the bucket. Its copy here went to the trash of this computer.',
  forget: 'It is gone on both sides, so there is nothing more to keep in step.',
  record: 'Both sides came to hold the same content by themselves. Nothing had to be sent.',
  conflict:
    'The file was changed on both sides since the last sync. The version from the bucket kept the name; yours was kept beside it as a conflict copy.',
  inspect: 'Times and sizes did not tell whether it changed, so its content was compared.',
  unseen: 'One side could not be looked at here, so nothing was decided.',
  'leave-local': 'This folder only downloads, so a file that only this computer has is left alone.',
  'leave-remote': 'This folder only uploads, so a file that only the bucket has is left alone.',
  'rename-remote':
    'The file was renamed or moved on this computer. It was renamed in the bucket too; nothing had to be uploaded.',
  'rename-local':
    'The file was renamed or moved in the bucket. It was moved here too; nothing had to be downloaded.',
  'clash-local-aside':
    'The bucket has a folder where this computer has a file of the same name. The file made way and was kept as a conflict copy.',
  'clash-remote-aside':
    'This computer has a folder where the bucket has a file of the same name. The file made way and was kept as a conflict copy.',
  blocked: 'It cannot be stored on one of the two sides.',
  untrack:
    'An ignore rule matches it now. It stays where it is on both sides, and is no longer kept in step.',
  'folder-in-sync': 'The folder is the same on both sides.',
  'folder-upload': 'The folder holds nothing to sync. A marker keeps it in the bucket.',
  'folder-make': 'The folder is in the bucket and was missing here.',
  'folder-record': 'Both sides have the folder.',
  'folder-recycle': 'The folder was deleted on this computer, so its marker in the bucket went to the trash.',
  'folder-remove': 'The folder was deleted in the bucket, and nothing is left in it here.',
  'folder-prune':
    'The last files in the folder were deleted in the bucket, so the empty folder was removed here.',
  'folder-forget': 'The folder needs no marker in the bucket any more.',
  'folder-unseen': 'The folder could not be looked at, so nothing was decided.',
  'turned-off':
    'Its folder is no longer kept on this computer. It is safe in the bucket; the copy here went to the trash of this computer.',
  restore: 'Somebody restored it from the trash.',
  purge: 'Somebody deleted it from the trash for good.',
  'conflict-mine': 'In a conflict, you kept your version.',
  'conflict-theirs': 'In a conflict, you kept the version from the bucket.',
} as const satisfies Readonly<Record<ActivityReason, string>>;
