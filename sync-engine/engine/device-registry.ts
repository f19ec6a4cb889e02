import { hasCode, SyncFailure } from '../core/error.ts';
import { RESERVED } from '../core/path.ts';
import { deviceTag } from '../core/trash-key.ts';
import type { PairContext, PairParts } from './pair.ts';

/**
 * Which device put an entry into the recycle bucket is in the entry's id, as a tag, so that a LIST is enough to know. What the
 * tags stand for is in small objects beside the entries: `.windlass/devices/<tag>`, the device's name as their content.
 */
export const DEVICES_AREA = `${RESERVED}/devices/`;

/** What this device last wrote there, and when. */
const SETTING = 'device-registered';
/**
 * A retention rule lets these objects expire with the entries: each device writes its own again at the first archiving after this time
 * (milliseconds), so that its name is there for about as long as its entries.
 */
const RENEW_MS = 12 * 60 * 60 * 1000;
/** Longest name that is taken from a bucket, in bytes. */
const MAX_BYTES = 1024;

export function deviceTagOf({ settings, sha256 }: Pick<PairParts, 'settings' | 'sha256'>): string {
  return deviceTag(settings.deviceId ?? settings.device, sha256);
}

/** Writes that are under way, by the bucket as this process has it open: many versions are archived side by side. */
const underWay = new WeakMap<object, Promise<void>>();

/** Makes this device's name known, unless it has done so lately. Never rejects with a SyncFailure: a name is not worth a file. */
export async function registerDevice(context: PairContext): Promise<void> {
  const { recycle } = context;
  const writing = underWay.get(recycle) ?? (isRegistered(context) ? undefined : write(context));
  if (writing === undefined) return;
  underWay.set(recycle, writing);
  try {
    await writing;
  } finally {
    underWay.delete(recycle);
  }
}

interface Registered {
  readonly key: string;
  readonly name: string;
  readonly bucket: string;
  readonly atMs: number;
}

function isRegistered({ settings, sha256, index, recycle, clock }: PairContext): boolean {
  const stored = index.setting(SETTING);
  if (stored === undefined) return false;
  const { key, name, bucket, atMs } = JSON.parse(stored) as Registered;
  return (
    key === keyOfDevice({ settings, sha256 }) &&
    name === settings.device &&
    bucket === recycle.bucket &&
    Math.abs(clock.now() - atMs) < RENEW_MS
  );
}

async function write({ settings, sha256, index, recycle, clock, log, signal }: PairContext): Promise<void> {
  const registered: Registered = {
    key: keyOfDevice({ settings, sha256 }),
    name: settings.device,
    bucket: recycle.bucket,
    atMs: clock.now(),
  };
  try {
    const name = new TextEncoder().encode(settings.device);
    await recycle.put(registered.key, name, { contentType: 'text/plain; charset=utf-8', signal });
  } catch (caught) {
    if (!(caught instanceof SyncFailure)) throw caught;
    log.debug({ code: caught.error.code }, 'the device could not be named in the recycle bucket');
    // Keys that may not write there are not tried again with every version.
    if (!hasCode(caught, 'access-denied')) return;
  }
  index.apply([{ kind: 'setting', name: SETTING, value: JSON.stringify(registered) }]);
}

function keyOfDevice(parts: Pick<PairParts, 'settings' | 'sha256'>): string {
  return parts.settings.recyclePrefix + DEVICES_AREA + deviceTagOf(parts);
}

/** The names of the devices that the recycle bucket knows, by tag. The objects are foreign input: one that is too long is left out. */
export async function readDevices({
  recycle,
  settings,
  signal,
}: PairContext): Promise<Readonly<Record<string, string>>> {
  const area = settings.recyclePrefix + DEVICES_AREA;
  const names: Record<string, string> = {};
  for await (const page of recycle.list(area, { signal })) {
    for (const { key, size } of page) {
      const tag = key.slice(area.length);
      if (size === 0 || size > MAX_BYTES || !/^[0-9a-z]{4}$/.test(tag)) continue;
      const name = await textOf({ recycle, signal }, key);
      if (name !== undefined) names[tag] = name;
    }
  }
  return names;
}

async function textOf(
  { recycle, signal }: Pick<PairContext, 'recycle' | 'signal'>,
  key: string,
): Promise<string | undefined> {
  try {
    const { body } = await recycle.get(key, { signal });
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    // Expired since the listing.
    if (hasCode(error, 'object-missing')) return undefined;
    throw error;
  }
}
