import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { diskError } from '../../sync-engine/adapters/fs/disk.ts';
import type { RemoteFile } from '../../sync-engine/core/entry.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { MoveLog } from '../../sync-engine/engine/move-log.ts';
import type { OperationContext } from '../../sync-engine/engine/operations/operation.ts';
import { Budget } from '../../sync-engine/engine/pool.ts';
import { ProgressMeter } from '../../sync-engine/engine/progress.ts';
import { downloadByParts } from '../../sync-engine/engine/resumable-download.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import type { Device, DeviceOptions, Rig } from './rig.ts';
import { startRig } from './rig.ts';

const MIB = 1024 * 1024;
/** Three ranges, the last one short. */
const SIZE = 17 * MIB;
const KEY = 'film.bin';

/** One device that has yet to fetch an object, on a line that carries no range but the first while `line.isBad`. */
async function scene(options: DeviceOptions = {}) {
  const rig = await startRig();
  const line = { isBad: false };
  const around = (store: ObjectStore): ObjectStore => ({
    ...store,
    async get(key, getOptions) {
      if (line.isBad && (getOptions?.range?.start ?? 0) > 0) throw fail('network', 'the line is dead');
      return await store.get(key, getOptions);
    },
  });
  return { rig, line, anna: await rig.device('anna', { around, ...options }) };
}

async function put(rig: Rig, content: Uint8Array): Promise<RemoteFile> {
  await rig.files.put(KEY, content);
  for await (const page of rig.files.list(KEY)) {
    for (const { etag, size, modifiedMs } of page)
      return { kind: 'file', id: KEY, path: KEY, etag, size, modifiedMs };
  }
  throw new Error('the object did not arrive');
}

/** Fetches the object as an operation does; resolves with the SHA-256 of what is in the temp file then. */
async function fetched(device: Device, object: RemoteFile): Promise<string> {
  const pair = device.context();
  const context: OperationContext = {
    ...pair,
    progress: new ProgressMeter(pair.clock, pair.events),
    memory: new Budget(64 * MIB),
    moves: new MoveLog(pair),
  };
  const { staged } = await downloadByParts(context, { key: KEY, id: KEY, object });
  try {
    return await staged.hash();
  } finally {
    await staged.close();
  }
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const doneParts = (device: Device): readonly number[] | undefined =>
  device.parts.index.download(KEY)?.doneParts;

it('fetches only the ranges it has not got when it goes on', async () => {
  const { rig, line, anna } = await scene();
  const content = Buffer.alloc(SIZE, 'the only version');
  const object = await put(rig, content);
  line.isBad = true;
  await expect(fetched(anna, object)).rejects.toMatchObject({ error: { code: 'network' } });
  expect(doneParts(anna)).toEqual([0]);

  line.isBad = false;
  const from = rig.requests.length;
  expect(await fetched(anna, object)).toBe(sha256(content));
  const gets = rig.requests.slice(from).filter(({ operation }) => operation === 'GetObject');
  expect(gets).toHaveLength(2);
});

it('counts a range as fetched only once it is on the disk, where a power cut cannot take it', async () => {
  const { rig, anna } = await scene({
    beforeDisk({ name, path }) {
      if (name === 'sync' && path.includes('/.windlass/tmp/')) throw diskError('EIO', name, path);
    },
  });
  const object = await put(rig, Buffer.alloc(SIZE, 'written, not synced'));
  await expect(fetched(anna, object)).rejects.toMatchObject({ error: { code: 'local-io' } });
  expect(doneParts(anna)).toEqual([]);
});

it('starts anew when the object is another version by the next try', async () => {
  const { rig, line, anna } = await scene();
  const first = await put(rig, Buffer.alloc(SIZE, 'first'));
  line.isBad = true;
  await expect(fetched(anna, first)).rejects.toMatchObject({ error: { code: 'network' } });
  const abandoned = anna.parts.index.download(KEY)?.stagedName;

  line.isBad = false;
  const content = Buffer.alloc(SIZE, 'other');
  const second = await put(rig, content);
  expect(await fetched(anna, second)).toBe(sha256(content));
  const { stagedName } = anna.parts.index.download(KEY) ?? {};
  expect(stagedName).not.toBe(abandoned);
  expect(await anna.parts.tree.stagedNames()).toEqual([stagedName]);
});
