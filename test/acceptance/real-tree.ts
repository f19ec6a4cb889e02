import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What most Debian machines have, with small files first: 20,000 files then are 100 MB or less. */
const SOURCES: readonly string[] = [
  ...['zoneinfo', 'perl', 'mime', 'vim', 'i18n', 'X11', 'icons', 'man', 'doc', 'locale'].map(
    (name) => `/usr/share/${name}`,
  ),
  path.resolve(import.meta.dirname, '../../node_modules'),
  '/usr/lib/python3',
];

/** Names that tools stumble over. `.windlassignore` lists none of them. */
const ODD_NAMES: readonly string[] = `
sp ace| leading|q'uote|"double"|tab\tstop|100%|a+b|a&b=c;d|#hash|ü|日本|🐙|.hidden|trailing. |~tilde~|$(echo)|*?[]
CON|${'x'.repeat(255)}|-rf|A|b|\u0001|c:d|<>
`
  .split(/[|\n]/)
  .filter((name) => name !== '')
  .concat('new\nline', 'back\\slash', 'p|pe');

/** Seconds since the epoch: before it, at it, before and after 32 bits, and with digits a double just about holds. */
const ODD_TIMES: readonly number[] = [-157_766_400.25, 0, 1, 2_147_483_647.5, 4_112_345_678.123456, 1.000001];

/**
 * Fills a folder with copies of real files and what a folder may hold besides: `moved/` with `half` files that are there to be
 * renamed, `real/` with as many again, symlinks as found, `odd/`, `times/` and empty folders.
 */
export async function growRealTree(folder: string, half: number): Promise<void> {
  const sources = await Promise.all(SOURCES.map(async (source) => await filesIn(source)));
  const found = sources.flat();
  const isLink = (entry: string): boolean => entry.startsWith('l');
  let files = 0;
  const firstOf = (count: number): number => {
    files += count;
    let seen = 0;
    return found.findIndex((entry) => !isLink(entry) && ++seen > files);
  };
  const [middle, end] = [firstOf(half), firstOf(half)];
  if (end === -1) throw new Error(`this machine has only ${found.length} files below ${SOURCES.join(', ')}`);
  await copy(found.slice(0, middle), path.join(folder, 'moved'));
  await copy(found.slice(middle, end), path.join(folder, 'real'));
  await mkdir(path.join(folder, 'odd/empty/deep'), { recursive: true });
  await mkdir(path.join(folder, 'times'));
  for (const name of ODD_NAMES) await writeFile(path.join(folder, 'odd', name), `the file ${name}`);
  for (const seconds of ODD_TIMES) {
    const file = path.join(folder, 'times', `${seconds}`);
    await writeFile(file, `written at ${seconds}`);
    await utimes(file, seconds, seconds);
  }
}

/** Files and symlinks as `f/usr/share/…`, sorted; none where there is no such folder. */
async function filesIn(source: string): Promise<readonly string[]> {
  const there = await access(source).then(
    () => true,
    () => false,
  );
  if (!there) return [];
  const args = [source, '(', '-type', 'f', '-o', '-type', 'l', ')', '-printf', '%y%p\\0'];
  const { stdout } = await execute('find', args, { maxBuffer: 256 * 1024 ** 2 });
  return stdout.split('\0').slice(0, -1).toSorted();
}

/** By tar, which keeps symlinks and modification times to the nanosecond. */
async function copy(entries: readonly string[], target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const script = 'set -o pipefail; tar --format=posix -cf - -C / --null -T - | tar -xf - -C "$1"';
  const tar = spawn('bash', ['-c', script, 'bash', target], { stdio: ['pipe', 'ignore', 'inherit'] });
  tar.stdin.end(entries.map((entry) => `${entry.slice(2)}\0`).join(''));
  const [code] = await once(tar, 'close');
  if (code !== 0) throw new Error(`tar exited with ${String(code)}`);
}
