/**
 * How much memory `windlass sync` takes at most, and how long, with a folder of many small files: its plan (`--dry-run`), the first sync,
 * one with nothing changed, one after every file was touched, and the first of a second device that has all the files already. The
 * bucket is a stub that answers at once. `node test/bench/memory.ts [--files 1000000] [--folder TEMP]`; one file takes a block and an
 * inode. What is measured is the build, as people have it: run from its source, Node's type stripper takes some 100 MiB more.
 */
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { compile } from '../tools/compile.ts';
import { startStubStore } from './stub-store.ts';

const execute = promisify(execFile);
/**
 * Loaded ahead of the program: at its end, writes the most memory it had (resident set, KiB) to a file. `process.resourceUsage()` would
 * count this process's too, for Linux carries it over an exec.
 */
const PEAK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeFileSync } from 'node:fs';
  process.on('exit', () => {
    const [, peak = ''] = /^VmHWM:\\s+(\\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    writeFileSync(process.env.PEAK_MEMORY_FILE, peak);
  });
`)}`;
const PER_FOLDER = 1_000;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const files = Number(values.files);
const base = mkdtempSync(path.join(values.folder, 'windlass-memory-'));
const source = path.join(base, 'source');
const store = await startStubStore();
try {
  if (!(await compile(path.join(base, 'dist')))) throw new Error('the build failed');
  symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(base, 'node_modules'));
  symlinkSync(path.resolve(import.meta.dirname, '../../package.json'), path.join(base, 'package.json'));
  forEachFile((file) => writeFileSync(file, file.slice(-24)));
  await windlass('one', addArguments(source));
  await measured('plan of the first sync', 'one', '--dry-run');
  await measured('first sync', 'one');
  console.log(`  ${store.count('files')} objects`);
  await measured('nothing changed', 'one');
  forEachFile((file) => utimesSync(file, 1_000_000_000, 1_000_000_000));
  await measured('every file touched', 'one');
  rmSync(path.join(source, '.windlass'), { recursive: true });
  await windlass('two', addArguments(source));
  await measured('first sync of a device that has all files', 'two');
  await measured('nothing changed there', 'two');
} finally {
  await store.close();
  rmSync(base, { recursive: true, force: true });
}

function forEachFile(work: (file: string) => void): void {
  for (let n = 0; n < files; n++) {
    const folder = path.join(source, `folder ${Math.floor(n / PER_FOLDER)}`);
    if (n % PER_FOLDER === 0) mkdirSync(folder, { recursive: true });
    work(path.join(folder, `a small file ${n}.txt`));
  }
}

function addArguments(folder: string): readonly string[] {
  return ['add', folder, 's3://files', '--recycle', 's3://bin', '--endpoint', store.endpoint];
}

async function measured(what: string, home: string, ...options: readonly string[]): Promise<void> {
  const started = performance.now();
  const mebibytes = await windlass(home, ['sync', '--quiet', ...options]);
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${what}: ${mebibytes} MiB at most, ${seconds.toFixed(1)} s`);
}

/** Resolves with the process's peak memory, in MiB. */
async function windlass(home: string, args: readonly string[]): Promise<number> {
  const peak = path.join(base, 'peak');
  const main = path.join(base, 'dist/sync-engine/cli/main.js');
  await execute(process.execPath, [`--import=${PEAK}`, main, ...args], {
    env: {
      PATH: process.env['PATH'],
      WINDLASS_HOME: path.join(base, home),
      PEAK_MEMORY_FILE: peak,
      AWS_ACCESS_KEY_ID: 'stub',
      AWS_SECRET_ACCESS_KEY: 'stub',
    },
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return Math.round(Number(readFileSync(peak, 'utf8')) / 1_024);
}
