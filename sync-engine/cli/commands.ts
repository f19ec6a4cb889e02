import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Action } from './runner.ts';

/**
 * The command line of design.md, as commander sees it. Only words are here: what a command does is loaded when it runs,
 * so that `windlass --help` answers at once.
 */
export function defineCommands(program: Command, action: Action): void {
  definePairCommands(program, action);
  defineSyncCommands(program, action);
  defineLookCommands(program, action);
  defineHeldCommand(program, action);
  defineTrashCommand(program, action);
  defineCheckCommands(program, action);
}

function definePairCommands(program: Command, action: Action): void {
  program
    .command('demo')
    .description('try it: a sample folder, an embedded S3 store, a delete, the trash, a restore')
    .option('--once', 'run through and end, instead of staying to be played with')
    .option('--dir <folder>', 'where the demo lives (default: a new folder for temporary files)')
    .addHelpText('after', examples('windlass demo', 'windlass demo --once'))
    .action(action(async () => (await import('./commands/demo.ts')).demo));

  program
    .command('add')
    .description('keep a folder in step with a bucket from now on')
    .argument('<folder>', 'the local folder')
    .argument(
      '[bucket]',
      's3://BUCKET[/PREFIX], where the files live (or ObjectBucketName in the connection string)',
    )
    .option('--recycle <bucket>', 's3://BUCKET[/PREFIX], where deleted and replaced versions go')
    .option('--name <name>', "the pair's name (default: the folder's)")
    .addOption(
      new Option('--mode <mode>', 'what may change which side')
        .choices(['two-way', 'upload-only', 'download-only'])
        .default('two-way'),
    )
    .option('--endpoint <url>', 'the S3 endpoint (default: AWS)')
    .option('--region <region>', 'the region (default: what the provider says)')
    .option(
      '--credentials <source>',
      'env, profile:NAME, keychain or file (default: env when AWS_ACCESS_KEY_ID is set, else keychain)',
    )
    .option('--connection-string <->', 'read a connection string from standard input')
    .option('--create', 'make the folder and the buckets where they are missing')
    .option('--no-check', 'do not ask the buckets whether they can be used')
    .addHelpText(
      'after',
      examples(
        'windlass add ~/Photos s3://my-photos --recycle s3://my-photos-recycle',
        'windlass add ~/Work s3://team/work --recycle s3://team-bin --endpoint https://ACCOUNT.r2.cloudflarestorage.com',
        'windlass add ~/Docs --connection-string - < connection.txt',
      ),
    )
    .action(action(async () => (await import('./commands/add.ts')).add));

  program
    .command('pairs')
    .description('list the pairs')
    .action(action(async () => (await import('./commands/pairs.ts')).pairs));

  program
    .command('remove')
    .description('forget a pair; its files stay where they are, on both sides')
    .argument('<pair>', "the pair's name or id")
    .addHelpText('after', examples('windlass remove photos'))
    .action(action(async () => (await import('./commands/remove.ts')).remove));
}

function defineSyncCommands(program: Command, action: Action): void {
  program
    .command('sync')
    .description('bring folder and bucket in step once, then end')
    .argument('[pairs...]', 'names or ids (default: all pairs)')
    .option('--dry-run', 'show what would be done; change nothing')
    .addHelpText(
      'after',
      `${examples('windlass sync', 'windlass sync photos --dry-run', 'windlass sync --json | tail -n 1')}\n${EXIT_CODES}`,
    )
    .action(action(async () => (await import('./commands/sync.ts')).sync));

  program
    .command('run')
    .description('keep folders and buckets in step until Ctrl-C')
    .argument('[pairs...]', 'names or ids (default: all pairs)')
    .option('--ui', 'serve the web page on this computer, and print its link')
    .option('--port <number>', "the page's port (default: a free one)", portNumber)
    .addHelpText(
      'after',
      examples('windlass run', 'windlass run --ui', 'windlass run photos --log-file windlass.log'),
    )
    .action(action(async () => (await import('./commands/run.ts')).run));
}

function defineLookCommands(program: Command, action: Action): void {
  program
    .command('status')
    .description('what is in step, and what needs attention')
    .argument('[pair]', 'name or id (default: all pairs)')
    .action(action(async () => (await import('./commands/status.ts')).status));

  program
    .command('activity')
    .description('what was done, newest first, and why')
    .argument('[pair]', 'name or id (default: the only pair)')
    .option('--limit <n>', 'at most so many records', wholeNumber, 50)
    .option('--search <text>', 'only paths that contain this')
    .addHelpText('after', examples('windlass activity --limit 20', 'windlass activity photos --search beach'))
    .action(action(async () => (await import('./commands/activity.ts')).activity));

  program
    .command('conflicts')
    .description('conflict copies that are still there')
    .argument('[pair]', 'name or id (default: all pairs)')
    .action(action(async () => (await import('./commands/conflicts.ts')).conflicts));
}

function defineHeldCommand(program: Command, action: Action): void {
  const held = program
    .command('held')
    .description('deletions held back because there were too many at once')
    .addHelpText('after', examples('windlass held', 'windlass held approve photos', 'windlass held reject'));
  held
    .command('list', { isDefault: true })
    .description('list them')
    .argument('[pair]', 'name or id (default: all pairs)')
    .action(action(async () => (await import('./commands/held.ts')).listHeld));
  held
    .command('approve')
    .description('let them happen: deleted files go to the recycle bucket, or to the local trash')
    .argument('[pair]', 'name or id (default: the only pair)')
    .action(action(async () => (await import('./commands/held.ts')).approveHeld));
  held
    .command('reject')
    .description('bring the files back')
    .argument('[pair]', 'name or id (default: the only pair)')
    .action(action(async () => (await import('./commands/held.ts')).rejectHeld));
}

function defineTrashCommand(program: Command, action: Action): void {
  const trash = program
    .command('trash')
    .description('what was deleted or replaced, and the way back')
    .addHelpText(
      'after',
      examples(
        'windlass trash list',
        'windlass trash restore notes.txt',
        'windlass trash restore Letters/ --as-of "2026-11-20 18:00" --dry-run',
        'windlass trash restore --as-of 2h --to ~/yesterday',
        'windlass trash retention --days 90',
      ),
    );
  const target = '[pair]  [path...]';
  const what = "the pair's name or id (not needed when there is one pair), then files or folders";

  trash
    .command('list')
    .description('list the recycle bucket')
    .argument('[pair-and-paths...]', what)
    .usage(`[options] ${target}`)
    .option('--search <text>', 'only paths that contain this')
    .addOption(
      new Option(
        '--as-of <time>',
        'only what a restore --as-of that time would bring back from here: what is gone or replaced since',
      ).conflicts('local'),
    )
    .option(
      '--local',
      "the folder's own trash instead: what changes from the bucket replaced or removed here",
    )
    .addHelpText(
      'after',
      examples('windlass trash list Letters/ --search invoice', 'windlass trash list Letters/ --as-of 2h'),
    )
    .action(action(async () => (await import('./commands/trash-list.ts')).trashList));

  trash
    .command('restore')
    .description('bring back a file, what is missing from a folder, or all as it was at a time')
    .argument('[pair-and-paths...]', what)
    .usage(`[options] ${target}`)
    .option('--as-of <time>', 'as it was then: 2026-11-20, "2026-11-20 18:00", ISO 8601, or 5m, 2h, 3d ago')
    .option(
      '--key <key>',
      'exactly this version, by its key (trash list --json shows it); may be repeated',
      collect,
    )
    .option(
      '--to <folder>',
      'into this local folder instead of the original place (which is the bucket; the folder in an upload-only pair)',
    )
    .option('--dry-run', 'show what would be created or overwritten; change nothing')
    .option('--yes', 'do not ask, however many files an --as-of would remove')
    .addHelpText(
      'after',
      examples(
        'windlass trash restore photos beach.jpg',
        'windlass trash restore Letters/ --as-of 2h',
        'windlass trash restore --as-of "2026-11-20 18:00" --to ~/as-it-was',
      ),
    )
    .action(action(async () => (await import('./commands/trash-restore.ts')).trashRestore));

  trash
    .command('purge')
    .description('delete from the recycle bucket for good')
    .argument('[pair-and-paths...]', `${what}; everything when left out`)
    .usage(`[options] ${target}`)
    .option('--before <time>', 'only what was deleted before then')
    .option('--dry-run', 'list what would be purged; change nothing')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('windlass trash purge --before 90d', 'windlass trash purge old/ --yes'))
    .action(action(async () => (await import('./commands/trash-purge.ts')).trashPurge));

  trash
    .command('retention')
    .description("show or set how long the recycle bucket keeps things (the bucket's lifecycle rule)")
    .argument('[pair]', 'name or id (default: the only pair)')
    .addOption(new Option('--days <n>', 'keep for so many days').argParser(wholeNumber).conflicts('off'))
    .option('--off', 'keep for ever: take our rule away')
    .addHelpText(
      'after',
      examples(
        'windlass trash retention',
        'windlass trash retention --days 90',
        'windlass trash retention --off',
      ),
    )
    .action(action(async () => (await import('./commands/trash-retention.ts')).trashRetention));
}

function defineCheckCommands(program: Command, action: Action): void {
  program
    .command('verify')
    .description('compare folder, bucket and index by hash; change nothing')
    .argument('[pair]', 'name or id (default: the only pair)')
    .option('--download', "read every object's content too, not only the hash it was stored with")
    .action(action(async () => (await import('./commands/verify.ts')).verify));

  program
    .command('doctor')
    .description(
      'try every permission and feature a pair needs, look at room on the disk, and name what is missing',
    )
    .argument('[pair]', 'name or id (default: the only pair)')
    .action(action(async () => (await import('./commands/doctor.ts')).doctor));

  program
    .command('store')
    .description('run the embedded S3-compatible endpoint, for trials and tests')
    .requiredOption('--dir <folder>', 'where it keeps its data')
    .option('--port <n>', 'TCP port on 127.0.0.1 (default: a free one)', portNumber)
    .option('--bucket <name>', 'make this bucket where it is missing; may be repeated', collect)
    .addHelpText(
      'after',
      examples('windlass store --dir ~/store --port 9000 --bucket files --bucket recycle'),
    )
    .action(action(async () => (await import('./commands/store.ts')).store));
}

const EXIT_CODES = `
Exit codes:
  0 in step   1 failure   2 usage   3 needs attention (conflicts, blocked files)   4 credentials   5 deletions held`;

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

/** For options that may be repeated; commander's variadic ones would swallow the arguments behind them. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 up.');
  return value;
}

function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return value;
}
