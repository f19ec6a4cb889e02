import { hasCode, SyncFailure } from '../core/error.ts';
import { RESERVED } from '../core/path.ts';
import type { BucketTraits, ObjectStore, WriteConditions } from '../ports/object-store.ts';
import type { BucketContext, PairParts } from './pair.ts';

/** What is believed of a provider nobody has asked yet: nothing is honoured, so everything is looked at twice. */
export const NO_TRAITS: BucketTraits = {
  putIfAbsent: false,
  putIfMatch: false,
  completeConditions: false,
  copySourceIfMatch: false,
  copyTargetConditions: false,
  deleteIfMatch: false,
  probedAtMs: 0,
};

const SETTING = 'bucket-traits';

/** The stored answers, if this bucket has been probed. */
export function storedTraits(parts: Pick<PairParts, 'index'>): BucketTraits | undefined {
  const stored = parts.index.setting(SETTING);
  return stored === undefined ? undefined : (JSON.parse(stored) as BucketTraits);
}

/**
 * The stored answers, or those of a probe made now and stored. Keys that may not write cannot ask: what they may do (downloads)
 * is done without.
 */
export async function bucketTraits(parts: PairParts, signal: AbortSignal): Promise<BucketTraits> {
  const stored = storedTraits(parts);
  if (stored !== undefined) return stored;
  const traits = await probe(parts, signal).catch((error: unknown) => {
    if (hasCode(error, 'access-denied')) return undefined;
    throw error;
  });
  if (traits === undefined) return NO_TRAITS;
  parts.index.apply([{ kind: 'setting', name: SETTING, value: JSON.stringify(traits) }]);
  return traits;
}

/** A tag no object ever has. */
const WRONG_ETAG = '00000000000000000000000000000000';

/**
 * Finds out which conditions the provider honours, on a small object in our own area which is deleted in the end. Each question
 * is put so that a provider that ignores it does no harm.
 */
export async function probe(
  parts: Omit<BucketContext, 'signal'>,
  signal: AbortSignal,
): Promise<BucketTraits> {
  await sweepProbe(parts, signal);
  const { store, settings, random, clock, index } = parts;
  const key = `${settings.prefix}${RESERVED}/probe/${random.id(12)}`;
  const copy = copyOf(key);
  // Written down first: what a killed process leaves in the bucket is then found again.
  index.apply([{ kind: 'setting', name: UNDER_WAY, value: key }], { durable: true });
  const body = new TextEncoder().encode('windlass probe');
  try {
    const { etag } = await store.put(key, body, { signal });
    const putIfAbsent = await refused(() => store.put(key, body, { ifAbsent: true, signal }));
    const putIfMatch =
      (await refused(() => store.put(key, body, { ifMatch: WRONG_ETAG, signal }))) &&
      !(await refused(() => store.put(key, body, { ifMatch: etag, signal })));
    const source = { bucket: store.bucket, key, size: body.byteLength };
    const copySourceIfMatch =
      (await refused(() => store.copyFrom(source, copy, { ifSourceMatch: WRONG_ETAG, signal }))) &&
      !(await refused(() => store.copyFrom(source, copy, { ifSourceMatch: etag, signal })));
    const copyTargetConditions = await refused(() =>
      store.copyFrom(source, copy, { ifAbsent: true, signal }),
    );
    const complete = (conditions: WriteConditions): Promise<boolean> =>
      completeRefuses(store, { key, body, conditions, signal });
    const completeConditions =
      putIfAbsent &&
      (await complete({ ifAbsent: true })) &&
      // Asked apart, for an upload by parts that replaces something rests on it; only where a PUT honours it too.
      (!putIfMatch ||
        ((await complete({ ifMatch: WRONG_ETAG })) &&
          !(await complete({ ifMatch: (await store.put(key, body, { signal })).etag }))));
    // Some providers give every write a tag of its own, also of equal content: this is the one the object has now.
    const last = await store.put(key, body, { signal });
    // Last, for a provider that ignores the condition deletes the object.
    const deleteIfMatch =
      (await refused(() => store.delete(key, { ifMatch: WRONG_ETAG, signal }))) &&
      !(await refused(() => store.delete(key, { ifMatch: last.etag, signal })));
    return {
      putIfAbsent,
      putIfMatch,
      completeConditions,
      copySourceIfMatch,
      copyTargetConditions,
      deleteIfMatch,
      probedAtMs: clock.now(),
    };
  } finally {
    await sweepProbe(parts, new AbortController().signal);
  }
}

/** The key of a probe that has begun and not been cleared away. */
const UNDER_WAY = 'probe-key';

function copyOf(key: string): string {
  return `${key}-copy`;
}

/** Takes away what the last probe left in the bucket, killed or not; what the provider refuses now is left to the next time. */
export async function sweepProbe(
  { store, index, log }: Pick<PairParts, 'store' | 'index' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const key = index.setting(UNDER_WAY);
  if (key === undefined) return;
  try {
    for (const upload of await store.multipart.list(key, { signal })) {
      await store.multipart.abort(upload, { signal });
    }
    await store.deleteMany([key, copyOf(key)], { signal });
    index.apply([{ kind: 'setting', name: UNDER_WAY, value: undefined }]);
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error;
    log.debug({ code: error.error.code, key }, 'what a probe left in the bucket stays there for now');
  }
}

/** An upload for each question: S3 asks for a new one after some refusals (CompleteMultipartUpload, 409 ConditionalRequestConflict). */
async function completeRefuses(
  store: ObjectStore,
  {
    key,
    body,
    conditions,
    signal,
  }: {
    readonly key: string;
    readonly body: Uint8Array;
    readonly conditions: WriteConditions;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const upload = { key, ...(await store.multipart.create(key, { signal })) };
  const part = await store.multipart.uploadPart(upload, 1, body, { signal });
  return await refused(() => store.multipart.complete(upload, [part], { ...conditions, signal }));
}

/** True when the provider refused because of the condition; false when it went through, or the condition is unknown to it. */
async function refused(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return false;
  } catch (error) {
    if (hasCode(error, 'precondition-failed')) return true;
    if (hasCode(error, 'unsupported', 'bad-request')) return false;
    throw error;
  }
}
