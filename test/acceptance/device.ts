import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CliRecord } from '../../sync-engine/contract/events.ts';
import { COMPILED, collect, parseRows, rowsOf } from '../cli/harness.ts';
import type { S3Server } from '../tools/rgw.ts';

const MAIN = path.resolve(import.meta.dirname, '../../sync-engine/cli/main.ts');

export type Summary = Extract<CliRecord, { type: 'summary' }>;

export interface Synced {
  readonly code: number | null;
  readonly rows: readonly CliRecord[];
  readonly summary: Summary;
}

/** One device: a home and a folder, driven only through processes of the real command line. */
export interface Device {
  readonly name: string;
  readonly folder: string;
  /** Absolute path of something in the folder. */
  readonly at: (name: string) => string;
  /** Starts `windlass sync --json` and leaves it running. */
  readonly startSync: () => ChildProcess;
  /** Runs `windlass sync --json` to its end and prints what it took. */
  readonly sync: () => Promise<Synced>;
  /** Runs `windlass ARGS --json` to its end; rejects unless it gets through (0, or 3: blocked files need attention). */
  readonly run: (...args: readonly string[]) => Promise<readonly CliRecord[]>;
}

export interface DeviceOptions {
  readonly name: string;
  /** A directory of this test, where the device's home and folder are made. */
  readonly base: string;
  readonly server: S3Server;
  readonly buckets: { readonly files: string; readonly bin: string };
}

/** Makes a device and pairs its folder with the buckets, which are made where they are missing. */
export async function makeDevice({ name, base, server, buckets }: DeviceOptions): Promise<Device> {
  const home = path.join(base, `home-${name}`);
  const folder = path.join(base, name);
  await mkdir(folder);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CACHE_HOME: COMPILED,
    WINDLASS_HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    WINDLASS_PRIORITY: 'normal',
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    TZ: 'UTC',
  };
  const start = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args, '--json'], {
      env,
      cwd: base,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const run = async (...args: readonly string[]): Promise<readonly CliRecord[]> => {
    const { code, rows, stderr } = await ended(start(args));
    if (code !== 0 && code !== 3)
      throw new Error(
        `${name}: windlass ${args.join(' ')} exited with ${code}: ${JSON.stringify(rows.at(-1))} ${stderr}`,
      );
    return rows;
  };
  const { files, bin } = buckets;
  const { endpoint, region } = server;
  const area = ['add', folder, `s3://${files}`, '--recycle', `s3://${bin}`, '--create'];
  await run(...area, '--endpoint', endpoint, '--region', region);
  await doNotWaitForWriters(home);
  return {
    name,
    folder,
    at: (relative) => path.join(folder, relative),
    startSync: () => start(['sync']),
    sync: async () => {
      const { code, rows, stderr } = await ended(start(['sync']));
      const [summary] = rowsOf({ rows }, 'summary');
      if (summary === undefined)
        throw new Error(`${name}: sync exited with ${code}: ${JSON.stringify(rows.at(-1))} ${stderr}`);
      console.log(`${name}: ${describe(summary)}`);
      return { code, rows, summary };
    },
    run,
  };
}

/** Tests write their files in one go: without this every sync would wait two seconds for more to come. */
async function doNotWaitForWriters(home: string): Promise<void> {
  const file = path.join(home, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...config, settings: { quietMs: 0 } }));
}

/** Everything a process said, once it has ended. */
export async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly rows: readonly CliRecord[]; readonly stderr: string }> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  // A killed process may leave its last line half-written.
  const text = stdout();
  return { code, rows: parseRows(text.slice(0, text.lastIndexOf('\n') + 1)), stderr: stderr() };
}

/** The figures of a sync that are not 0, on one line. */
function describe(summary: Summary): string {
  const { type: _type, pair: _pair, requests, ms, ...counts } = summary;
  const shown = { ...counts, ...requests };
  const figures = Object.entries(shown).filter(([, value]) => value !== 0);
  return `${(ms / 1000).toFixed(1)} s, ${figures.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}
