import type { MemoryAccount } from '../../../sync-engine/adapters/memory/memory-object-store.ts';
import type { Device } from './device.ts';
import { OBJECTS, RECYCLE } from './device.ts';
import type { Users } from './user.ts';

/** A promise of the engine that was broken. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

const text = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

/** Every content of a user's that exists anywhere: folders, local trashes, both buckets. */
export function contentsOfWorld(account: MemoryAccount, devices: readonly Device[]): Set<string> {
  const found = { add: (content: string) => void (content.startsWith('content ') && all.add(content)) };
  const all = new Set<string>();
  for (const device of devices) {
    for (const bytes of device.unplugged ?? []) found.add(text(bytes));
    for (const bytes of device.tree.snapshot().values()) if (bytes !== undefined) found.add(text(bytes));
    for (const bytes of device.tree.trashSnapshot().values()) found.add(text(bytes));
  }
  for (const bucket of [OBJECTS, RECYCLE]) {
    for (const object of account.objects(bucket)) found.add(text(object.bytes));
  }
  return all;
}

/**
 * No byte lost: what existed before the engine's step exists after it. A move gives a file two names for a moment; when its owner
 * overwrites it by one of them just then, the other may go, by the move's end or by a power cut.
 */
export function checkNothingLost(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  step: string,
  superseded: ReadonlySet<string>,
): void {
  for (const content of before) {
    if (after.has(content)) continue;
    if (superseded.has(content) && MOVE_ENDS.test(step)) continue;
    throw new Broken(`lost '${content}' by: ${step}`);
  }
}

const MOVE_ENDS = /unlink .*\.windlass\/trash|^a crash$/;

/** All devices hold the same, and the bucket holds just that. */
export function checkConverged(account: MemoryAccount, devices: readonly Device[]): void {
  const [first, ...others] = devices.map((device) => ({ name: device.name, tree: picture(device) }));
  if (first === undefined) return;
  for (const other of others) same(`${first.name} and ${other.name}`, first.tree, other.tree);
  const objects = new Map<string, string>();
  for (const object of account.objects(OBJECTS)) {
    if (!object.key.startsWith('.windlass/') && !object.key.endsWith('/'))
      objects.set(object.key.normalize('NFC'), text(object.bytes));
  }
  const files = new Map([...first.tree].filter(([path]) => !path.endsWith('/')));
  same(`${first.name} and the bucket`, files, objects);
}

/**
 * What nobody deleted or overwrote by hand is still in every folder: nothing was deleted without a cause. Left out is a file that
 * was saved while another of its name was on its way to the local trash, and lies there because a crash, or its owner, kept it
 * from being put back: it was never in a bucket.
 */
export function checkCausality(account: MemoryAccount, devices: readonly Device[], users: Users): void {
  const inBuckets = new Set(
    [OBJECTS, RECYCLE].flatMap((name) => account.objects(name).map(({ bytes }) => text(bytes))),
  );
  const inTrash = new Set(devices.flatMap((device) => [...device.tree.trashSnapshot().values()].map(text)));
  for (const device of devices) {
    const live = new Set(picture(device).values());
    for (const content of users.written) {
      if (users.superseded.has(content) || live.has(content)) continue;
      if (inTrash.has(content) && !inBuckets.has(content)) continue;
      throw new Broken(`'${content}' is gone from ${device.name}, and nobody deleted it`);
    }
  }
}

/** How many versions, told apart by path and content, are in folders and in the object bucket. */
export function liveVersions(account: MemoryAccount, devices: readonly Device[]): number {
  const live = new Set(
    account.objects(OBJECTS).map(({ key, bytes }) => `${key.normalize('NFC')} ${text(bytes)}`),
  );
  for (const device of devices) for (const [path, content] of picture(device)) live.add(`${path} ${content}`);
  return live.size;
}

/** Once people have stopped, a device moves each version once at most: up if it was its own, down if it was another's. */
export function checkNoPingPong(transfers: ReadonlyMap<Device, number>, versions: number): void {
  for (const [device, moved] of transfers) {
    if (moved > versions) throw new Broken(`${device.name} made ${moved} transfers of ${versions} versions`);
  }
}

function picture(device: Device): ReadonlyMap<string, string> {
  return new Map(
    [...device.tree.snapshot()].map(([path, bytes]) => [
      path.normalize('NFC'),
      bytes === undefined ? '' : text(bytes),
    ]),
  );
}

function same(who: string, a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): void {
  for (const path of new Set([...a.keys(), ...b.keys()])) {
    if (a.get(path) === b.get(path)) continue;
    throw new Broken(
      `${who} differ at '${path}': '${a.get(path) ?? '(nothing)'}' and '${b.get(path) ?? '(nothing)'}'`,
    );
  }
}
