import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const MOST_OUTPUT = 256 * 1024 ** 2;

/**
 * What `diff -r --no-dereference` says of two folders, a line a difference; our own `.windlass` folder aside. Empty when they
 * hold the same names, contents and (empty) folders.
 */
export async function differences(a: string, b: string): Promise<readonly string[]> {
  const args = ['-r', '--no-dereference', '--brief', '--exclude=.windlass', a, b];
  const { stdout } = await execute('diff', args, {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: MOST_OUTPUT,
  }).catch((error: unknown) => {
    // 1 means that there are differences.
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return { stdout: String(error.stdout) };
    throw error;
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What `find` lists below a folder, `.windlass` aside: relative paths, sorted by code unit. */
export async function find(folder: string, ...tests: readonly string[]): Promise<readonly string[]> {
  const listed = await list(folder, tests, '%P\\0');
  return listed.toSorted();
}

/** Modification times of the files below a folder, in nanoseconds since the epoch. */
export async function modificationTimes(folder: string): Promise<ReadonlyMap<string, bigint>> {
  const fields = await list(folder, ['-type', 'f'], '%P\\0%T@\\0');
  const times = new Map<string, bigint>();
  for (let at = 0; at < fields.length; at += 2)
    times.set(fields[at] ?? '', nanoseconds(fields[at + 1] ?? ''));
  return times;
}

async function list(folder: string, tests: readonly string[], format: string): Promise<string[]> {
  const args = [
    folder,
    '-mindepth',
    '1',
    '-name',
    '.windlass',
    '-prune',
    '-o',
    '(',
    ...tests,
    ')',
    '-printf',
    format,
  ];
  const { stdout } = await execute('find', args, { maxBuffer: MOST_OUTPUT });
  return stdout.split('\0').slice(0, -1);
}

/** `find` prints seconds with ten decimals, of which the last says nothing. */
function nanoseconds(seconds: string): bigint {
  const [whole = '', decimals = ''] = seconds.split('.');
  const fraction = BigInt(decimals.slice(0, 9).padEnd(9, '0'));
  const magnitude = BigInt(whole.replace('-', '')) * 1_000_000_000n + fraction;
  return whole.startsWith('-') ? -magnitude : magnitude;
}
