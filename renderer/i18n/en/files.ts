/** Which folders are kept on this computer. */
export const files = {
  title: 'Selective sync',
  lead: 'A folder without a tick is not kept here. It stays in the bucket, and on your other devices.',
  reading: 'Reading the folders…',
  empty: 'There are no folders to choose from.',
  emptyBody: 'Single files are always kept here. Folders show up once there are some.',
  tree: 'Folders of {{pair}}',
  total_one: '{{count, number}} file in all, {{size}}',
  total_other: '{{count, number}} files in all, {{size}}',
  totalAtLeast_one: 'At least {{count, number}} file in all, {{size}}',
  totalAtLeast_other: 'At least {{count, number}} files in all, {{size}}',
  holds_one: '{{count, number}} file, {{size}}',
  holds_other: '{{count, number}} files, {{size}}',
  holdsAtLeast_one: 'at least {{count, number}} file, {{size}}',
  holdsAtLeast_other: 'at least {{count, number}} files, {{size}}',
  state: { some: 'partly here', off: 'not here' },
  size: {
    exact: '{{size}}',
    atLeast: 'at least {{size}}',
    atMost: 'at most {{size}}',
    about: 'about {{size}}',
  },
  pending: {
    title: 'What will happen',
    off_one:
      '{{count, number}} folder off: {{size}} goes to the local trash of this computer; nothing is deleted in the bucket.',
    off_other:
      '{{count, number}} folders off: {{size}} goes to the local trash of this computer; nothing is deleted in the bucket.',
    space_one:
      'The local trash (.windlass/trash in the folder) keeps the files for {{count, number}} day; only then is the space free. If you need it sooner, delete them there.',
    space_other:
      'The local trash (.windlass/trash in the folder) keeps the files for {{count, number}} days; only then is the space free. If you need it sooner, delete them there.',
    offStays_one:
      '{{count, number}} folder off: its files stay here ({{size}}), but are not kept in step any more. Nothing is deleted.',
    offStays_other:
      '{{count, number}} folders off: their files stay here ({{size}}), but are not kept in step any more. Nothing is deleted.',
    on_one: '{{count, number}} folder on: what this computer lacks of {{size}} is downloaded.',
    on_other: '{{count, number}} folders on: what this computer lacks of {{size}} is downloaded.',
    files: 'What becomes of the files that are here',
    free: 'Move them to the local trash of this computer',
    freeHint: 'They can be put back from there. A file stays here if the bucket may not have it as it is.',
    stay: 'Leave the files where they are',
    stayHint: 'They stay in the folder. Changes made to them here are not uploaded any more.',
    apply: 'Apply',
  },
  applied: {
    title: 'Done',
    under: 'On the way',
    holds_one: '{{count, number}} file, {{size}}',
    holds_other: '{{count, number}} files, {{size}}',
    arriving: '“{{folder}}” ({{holds}}): what is not here yet is being downloaded.',
    later: '“{{folder}}” ({{holds}}): what is not here yet is downloaded once the folder goes on.',
    arrived: '“{{folder}}” is kept in step again ({{holds}}).',
    more_one: 'and {{count, number}} more folder',
    more_other: 'and {{count, number}} more folders',
    freed_one: '{{count, number}} file ({{size}}) went to the local trash. It is still in the bucket.',
    freed_other: '{{count, number}} files ({{size}}) went to the local trash. They are still in the bucket.',
    kept_one: '{{count, number}} file stays here, because the bucket may not have it as it is.',
    kept_other: '{{count, number}} files stay here, because the bucket may not have them as they are.',
    stays: 'Nothing was removed. Windlass goes on with the folders you chose.',
  },
} as const;
