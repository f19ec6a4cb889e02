import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { S3Server } from '../tools/rgw.ts';

const execute = promisify(execFile);
const MAIN = path.resolve(import.meta.dirname, '../../sync-engine/cli/main.ts');

export const CONTENDERS = ['windlass', 'rclone'] as const;
export const STEPS = ['up', 'no change', 'down'] as const;
export type Step = (typeof STEPS)[number];

export interface Contender {
  /** Seconds of wall clock, the whole process. */
  readonly run: (step: Step) => Promise<number>;
  /** Takes the downloaded files away again. */
  readonly clean: () => Promise<void>;
}

export interface ContenderOptions {
  readonly source: string;
  readonly base: string;
  readonly server: S3Server;
  /** Counted from 1; every round has buckets and folders of its own. */
  readonly round: number;
}

export async function createContender(
  name: (typeof CONTENDERS)[number],
  options: ContenderOptions,
): Promise<Contender> {
  const copy = path.join(options.base, `${name}-copy-${options.round}`);
  await mkdir(copy);
  const commands = name === 'windlass' ? await windlass(options, copy) : await rclone(options, copy);
  return {
    async run(step) {
      const started = performance.now();
      await commands[step]();
      return (performance.now() - started) / 1000;
    },
    clean: () => rm(copy, { recursive: true }),
  };
}

type Commands = Readonly<Record<Step, () => Promise<unknown>>>;

/** Two homes, as two devices have them; the source folder gets a new home each round, which knows nothing of the last. */
async function windlass({ source, base, server, round }: ContenderOptions, copy: string): Promise<Commands> {
  // The marker of the last round's pair.
  await rm(path.join(source, '.windlass'), { recursive: true, force: true });
  const call = (home: string, ...args: readonly string[]): Promise<unknown> =>
    execute(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      env: {
        PATH: process.env['PATH'],
        WINDLASS_HOME: path.join(base, `${home}-${round}`),
        AWS_ACCESS_KEY_ID: server.accessKeyId,
        AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      },
    });
  const [files, bin] = [`s3://windlass-${round}`, `s3://windlass-bin-${round}`];
  for (const [home, folder] of [
    ['up', source],
    ['down', copy],
  ] as const)
    await call(home, 'add', folder, files, '--recycle', bin, '--endpoint', server.endpoint, '--create');
  return {
    up: () => call('up', 'sync', '--quiet'),
    'no change': () => call('up', 'sync', '--quiet'),
    down: () => call('down', 'sync', '--quiet'),
  };
}

/** With the settings under which it was fastest here (facts.md). */
async function rclone({ source, server, round }: ContenderOptions, copy: string): Promise<Commands> {
  const env = {
    PATH: process.env['PATH'],
    RCLONE_CONFIG: '/dev/null',
    RCLONE_CONFIG_S3_TYPE: 's3',
    RCLONE_CONFIG_S3_PROVIDER: 'Ceph',
    RCLONE_CONFIG_S3_ENDPOINT: server.endpoint,
    RCLONE_CONFIG_S3_ACCESS_KEY_ID: server.accessKeyId,
    RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: server.secretAccessKey,
  };
  const call = (...args: readonly string[]): Promise<unknown> => execute('rclone', args, { env });
  const bucket = `s3:rclone-${round}`;
  const sync = (from: string, to: string): Promise<unknown> =>
    call('sync', from, to, '--transfers=16', '--checkers=16', '--fast-list', '--exclude=/.windlass/**');
  await call('mkdir', bucket);
  return {
    up: () => sync(source, bucket),
    'no change': () => sync(source, bucket),
    down: () => sync(bucket, copy),
  };
}
