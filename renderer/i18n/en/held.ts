/** Deletions that wait for an answer. */
export const held = {
  title: 'Held deletions',
  lead: 'So much was deleted at once that Windlass asks first. Nothing has been removed.',
  none: 'No deletion is waiting.',
  noneBody: 'When very much is deleted at once, Windlass holds it back and asks here.',
  count_one: '{{count, number}} entry, {{size}}',
  count_other: '{{count, number}} entries, {{size}}',
  side: {
    remote: 'Gone from this computer, still in the bucket',
    local: 'Gone from the bucket, still on this computer',
  },
  guard: {
    'mass-delete': 'That is a large part of this folder, so it may be a mistake.',
    'root-emptied': 'The folder on this computer is empty, so its disk may be missing.',
    'bucket-emptied': 'The bucket is empty, so it may have been emptied by mistake.',
    'root-replaced':
      'The folder on this computer is not the one it was (another disk, or a copy), and files are missing in it.',
    'bucket-wrong':
      'The bucket holds none of the files it held, but others. It may be another bucket than before.',
  },
  list: 'What would be deleted',
  from: { remote: 'in the bucket', local: 'on this computer' },
  move: {
    button: 'Move them to the trash',
    what_remote: 'They leave the bucket for its recycle bucket, and can be restored from the trash.',
    what_local: 'They leave this computer’s folder for its local trash, and can be put back from there.',
    what_both: 'They go to the trash of their side, and can be restored from there.',
    title_one: 'Move {{count, number}} entry to the trash?',
    title_other: 'Move {{count, number}} entries to the trash?',
    confirm: 'Move to the trash',
  },
  back: {
    button: 'Bring them back',
    what_remote: 'They are downloaded from the bucket into the folder again.',
    what_local: 'They are uploaded from this computer to the bucket again.',
    what_both: 'Each side gets back from the other what it is missing.',
  },
  answered: {
    move_one: '{{count, number}} entry goes to the trash.',
    move_other: '{{count, number}} entries go to the trash.',
    'bring-back_one': '{{count, number}} entry comes back.',
    'bring-back_other': '{{count, number}} entries come back.',
    root: 'Windlass uses this folder from now on.',
  },
  root: {
    title: 'Is this still the right folder?',
    what: 'At {{folder}} is another folder than the one Windlass knew: it lacks the mark that Windlass put there. This happens when a disk is not mounted, or when a folder was made anew or copied.',
    first:
      'If the right folder is only away, put it back (or connect its disk). Windlass notices, and goes on by itself.',
    adopt: {
      button: 'This is my folder',
      what: 'Windlass goes on with this folder. What is missing in it counts as deleted by you; if that is much, Windlass asks again before it removes anything from the bucket.',
    },
    union: {
      button: 'Start over and keep everything',
      what: 'Windlass goes on with this folder and joins both sides: what is missing here is downloaded, what is only here is uploaded. Nothing is deleted.',
    },
    confirm: {
      title: 'Go on with this folder?',
      body: 'Files that are missing in {{folder}} count as deleted. They would go to the recycle bucket, and can be restored from the trash.',
    },
  },
} as const;
