import type { CheckKey } from '../../../sync-engine/contract/check-names.ts';
import type { CheckCondition, CheckNote } from '../../../sync-engine/contract/check-notes.ts';
import type { CheckPurpose } from '../../../sync-engine/contract/check-purposes.ts';

/** What is checked, what that finds, and what is lost where it fails. */
export const checks = {
  name: {
    findFolder: 'Find the folder',
    writeFolder: 'Write to the folder',
    folderNames: 'Names in the folder',
    renames: 'Recognise renamed files',
    room: 'Room on the disk',
    watches: 'Watch the folder for changes',
    signIn: 'Sign in',
    clocks: 'Compare clocks',
    listFiles: 'List the bucket',
    listRecycle: 'List the recycle bucket',
    put: 'Write a file',
    look: 'Look at a file',
    read: 'Read a file',
    copy: 'Copy to the recycle bucket',
    copyBack: 'Copy back from the recycle bucket',
    createUpload: 'Start a large upload',
    listParts: 'Take up a large upload again',
    listUploads: 'Find unfinished uploads',
    abortUpload: 'Give up a large upload',
    abortRecycle: 'Give up a large copy to the recycle bucket',
    writeRecycleRules: 'Set rules of the recycle bucket',
    writeRules: 'Set rules of the bucket',
    versioning: 'Versioning of the bucket',
    recycleVersioning: 'Versioning of the recycle bucket',
    delete: 'Delete a file',
    deleteRecycle: 'Delete from the recycle bucket',
    conditions: 'Write only if nothing changed',
    retention: 'Expiry of deleted files',
    rules: 'Rules of the bucket',
  } satisfies Record<CheckKey, string>,
  note: {
    'clock-apart':
      'This computer’s clock is {{by}} {{way}} the provider’s; from 15 minutes on it refuses to work with Windlass. Let the system set the clock by itself.',
    'inodes-change': 'This file system numbers its files anew: a renamed file may be uploaded again.',
    'disk-too-small': '{{free}} are free, {{coming}} are in the bucket and not yet here: they do not fit.',
    'disk-nearly-full': 'Only {{free}} are free. Downloads fail once the disk is full.',
    'watches-scarce':
      'It has {{folders}} folders, and this system lets programs watch {{most}}. Where that is not enough, Windlass sees changes made here only once an hour. Raise fs.inotify.max_user_watches with sysctl.',
    'metadata-lost': 'The provider changes what is noted with a file: times and hashes may get lost.',
    'conditions-ignored':
      'Not honoured: {{conditions}}. Windlass looks before it writes instead; another device could slip in between for the time of one request.',
    'versions-kept':
      'It is on: every replaced and purged version stays, and is paid for, until a rule lets it expire.',
    'no-lifecycle': 'The provider lets nothing expire by itself. Empty the trash from time to time.',
    'files-expire':
      'Files of this folder are deleted by {{rules}}: every device will take them for deleted files.',
  } satisfies Record<CheckNote['code'], string>,
  rule_one: '{{id}} (after {{count, number}} day)',
  rule_other: '{{id}} (after {{count, number}} days)',
  condition: {
    'put-if-absent': 'create only if absent',
    'put-if-match': 'replace only if unchanged',
    complete: 'end a large upload only if unchanged',
    'copy-source': 'copy only if unchanged',
    delete: 'delete only if unchanged',
  } satisfies Record<CheckCondition, string>,
  behind: 'behind',
  ahead: 'ahead of',
  onlyFor: 'Only needed for {{purpose}}.',
  purpose: {
    'find-unfinished-uploads': 'finding uploads that a crash left behind',
    'clear-broken-copies': 'clearing away a copy of more than 5 GiB that broke off',
    purge: 'deleting from the trash for good',
    retention: 'setting how long deleted files are kept',
    'notice-expiry': 'noticing rules that delete files',
    'notice-versions': 'this note',
  } satisfies Record<CheckPurpose, string>,
} as const;
