import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How a test reaches an S3 server; plain data, so that vitest can hand it to its workers. */
export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface RunningRgw extends S3Server {
  /** Stops the three daemons by their pids and deletes their data. */
  stop(): Promise<void>;
}

export interface RgwOptions {
  /** More lines of ceph.conf for the gateway, such as `rgw lc debug interval = 1`. */
  readonly extra?: string;
  /** `memstore` (default) loses everything when stopped, `bluestore` keeps it. */
  readonly store?: 'memstore' | 'bluestore';
  /** It stands for another machine: it takes only what the programs of this one leave over (Linux, sched(7)). */
  readonly elsewhere?: boolean;
}

const NEEDED = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph', 'curl', 'bc'];

/** The programs that are missing for a Ceph RGW here; empty when one can be started. */
export async function missingForRgw(): Promise<readonly string[]> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = await Promise.all(
    NEEDED.map(async (name) => {
      const tries = folders.map((folder) =>
        access(path.join(folder, name)).then(
          () => true,
          () => false,
        ),
      );
      return (await Promise.all(tries)).includes(true);
    }),
  );
  return NEEDED.filter((_, at) => found[at] !== true);
}

/** Starts a Ceph RADOS Gateway of its own on two free loopback ports (1–2 s, about 125 MB). */
export async function startRgw(options: RgwOptions = {}): Promise<RunningRgw> {
  const folder = await mkdtemp(path.join(tmpdir(), 'windlass-rgw-'));
  const [rgwPort, monPort] = await freePorts();
  const env = {
    ...process.env,
    RGW_DIR: folder,
    RGW_PORT: String(rgwPort),
    MON_PORT: String(monPort),
    STORE: options.store ?? 'memstore',
    STORE_BYTES: String(6 * 1024 ** 3),
    RGW_EXTRA: options.extra ?? '',
  };
  const script = (name: string): string => path.join(import.meta.dirname, name);
  const stop = async (): Promise<void> => {
    await run('bash', [script('rgw-down.sh'), '--purge'], { env });
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await run('bash', [script('rgw-up.sh')], { env });
    if (options.elsewhere === true) await yieldToOthers(folder);
  } catch (caught) {
    await stop();
    throw caught;
  }
  const said = await readFile(path.join(folder, 'rgw.env'), 'utf8');
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(said)?.[1] ?? '';
  return {
    endpoint: value('S3_ENDPOINT'),
    region: 'us-east-1',
    accessKeyId: value('AWS_ACCESS_KEY_ID'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
    stop,
  };
}

/** RACE: somebody else may take a port before the daemon does; the start then fails with the daemon's own words. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()] as const;
  const listen = (server: (typeof servers)[number]): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  const ports = [await listen(servers[0]), await listen(servers[1])] as const;
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Each of the daemons is a session of its own, and sessions share the processors evenly unless told otherwise. */
async function yieldToOthers(folder: string): Promise<void> {
  const pids = path.join(folder, 'ceph', 'run');
  for (const name of await readdir(pids)) {
    if (!name.endsWith('.pid')) continue;
    const pid = (await readFile(path.join(pids, name), 'utf8')).trim();
    await writeFile(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_LOW));
  }
}
