import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';
import { Bucket, clientFor, freshStore, temporaryDirectory } from './harness.ts';

/** Another S3 client: how to start it on a store, with its secrets in its environment or a file, never in argv. */
interface Peer {
  readonly name: string;
  readonly program: string;
  /** Returns the environment the tool is to run in; may write configuration files into `home`. */
  configure(store: LocalStore, home: string): Promise<Record<string, string>>;
  up(folder: string): readonly string[];
  list(): readonly string[];
  down(folder: string): readonly string[];
  remove(): readonly string[];
}

const remote = `s3://${Bucket}/tree`;

const peers: readonly Peer[] = [
  {
    name: 'rclone',
    program: '/usr/bin/rclone',
    configure: (store, home) =>
      Promise.resolve({
        HOME: home,
        RCLONE_CONFIG_STORE_TYPE: 's3',
        RCLONE_CONFIG_STORE_PROVIDER: 'Other',
        RCLONE_CONFIG_STORE_ENDPOINT: store.endpoint,
        RCLONE_CONFIG_STORE_ACCESS_KEY_ID: store.credentials.accessKeyId,
        RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
        // So that the largest file goes up in parts.
        RCLONE_S3_UPLOAD_CUTOFF: '5M',
        RCLONE_S3_CHUNK_SIZE: '5M',
      }),
    up: (folder) => ['sync', folder, `STORE:${Bucket}/tree`],
    list: () => ['lsf', '-R', '--files-only', `STORE:${Bucket}/tree`],
    down: (folder) => ['sync', `STORE:${Bucket}/tree`, folder],
    remove: () => ['purge', `STORE:${Bucket}/tree`],
  },
  {
    name: 's3cmd',
    program: '/usr/bin/s3cmd',
    configure: async (store, home) => {
      const host = `127.0.0.1:${store.port}`;
      const lines = [
        '[default]',
        `access_key = ${store.credentials.accessKeyId}`,
        `secret_key = ${store.credentials.secretAccessKey}`,
        `host_base = ${host}`,
        `host_bucket = ${host}`,
        'use_https = False',
        'multipart_chunk_size_mb = 5',
      ];
      await writeFile(join(home, '.s3cfg'), `${lines.join('\n')}\n`, { mode: 0o600 });
      return { HOME: home };
    },
    up: (folder) => ['sync', '--no-progress', `${folder}/`, `${remote}/`],
    list: () => ['ls', '--recursive', `${remote}/`],
    down: (folder) => ['sync', '--no-progress', `${remote}/`, `${folder}/`],
    remove: () => ['del', '--recursive', '--force', `${remote}/`],
  },
  {
    name: 'the AWS CLI',
    program: '/usr/bin/aws',
    configure: async (store, home) => {
      const config = [
        '[default]',
        's3 =',
        '  addressing_style = path',
        '  multipart_threshold = 5MB',
        '  multipart_chunksize = 5MB',
      ];
      await writeFile(join(home, 'config'), `${config.join('\n')}\n`);
      // This version of the CLI takes the endpoint only as an option; it is no secret.
      return {
        HOME: home,
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
        AWS_DEFAULT_REGION: store.region,
      };
    },
    up: (folder) => ['s3', 'sync', '--no-progress', folder, remote],
    list: () => ['s3', 'ls', '--recursive', `${remote}/`],
    down: (folder) => ['s3', 'sync', '--no-progress', remote, folder],
    remove: () => ['s3', 'rm', '--recursive', `${remote}/`],
  },
];

const fileCount = 100;
const required = process.env['WINDLASS_REQUIRE_ALL'] === '1';

/** 100 files: small ones in folders, names with spaces and beyond ASCII, an empty one and one large enough for parts. */
async function makeTree(folder: string): Promise<void> {
  for (let at = 0; at < fileCount; at++) {
    const path = join(folder, `dir ${at % 7}`, at % 3 === 0 ? 'deeper & odd' : '.', `file ${at} é+%41.txt`);
    await mkdir(dirname(path), { recursive: true });
    const size = at === 1 ? 11 * 1024 ** 2 : at === 2 ? 0 : 100 + at;
    await writeFile(path, Buffer.alloc(size, `content ${at} `));
  }
}

/** Relative path to content hash of every file under a folder. */
async function inventory(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(
      path.slice(folder.length + 1),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return found;
}

test.for(peers)(
  '$name carries 100 files up, lists them, brings them down and deletes them',
  async (peer, context) => {
    const missing = !existsSync(peer.program);
    if (missing && !required) {
      console.warn(
        `SKIPPED: ${peer.program} is not installed, so ${peer.name} was not tried on the embedded store`,
      );
      context.skip();
    }
    expect(missing, `${peer.program} is required (WINDLASS_REQUIRE_ALL=1) but not installed`).toBe(false);

    const home = await temporaryDirectory();
    const store = await freshStore();
    const client = clientFor(store);
    await client.send(new CreateBucketCommand({ Bucket }));
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...(await peer.configure(store, home)) };
    const endpoint = peer.program.endsWith('/aws') ? ['--endpoint-url', store.endpoint] : [];
    const run = async (args: readonly string[]): Promise<string> => {
      const { stdout } = await promisify(execFile)(peer.program, [...endpoint, ...args], {
        env,
        maxBuffer: 2 ** 24,
      });
      return stdout;
    };

    const source = join(home, 'source');
    const copy = join(home, 'copy');
    await mkdir(copy);
    await makeTree(source);
    await run(peer.up(source));
    const listed = (await run(peer.list())).trim().split('\n');
    expect(listed).toHaveLength(fileCount);
    await run(peer.down(copy));
    expect(await inventory(copy)).toEqual(await inventory(source));
    expect(store.requestCounts.byOperation).toHaveProperty('CompleteMultipartUpload', 1);
    await run(peer.remove());
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  },
);
