import { fail } from '../core/error.ts';
import type { BucketTraits, WriteConditions } from '../ports/object-store.ts';
import type { PairContext } from './pair.ts';

/** What the plan saw at a key: a version's ETag, or nothing. */
export type ExpectedObject = { readonly etag: string } | undefined;

/**
 * The conditions under which a key may be written. Where the provider ignores them, this looks right before the write instead.
 *
 * RACE: on such a provider another device may write between the look and our write; its version is then overwritten without
 * having been archived. Only a provider that honours conditions closes this; `windlass doctor` says which one it is.
 */
export async function writeConditions(
  context: PairContext,
  key: string,
  expected: ExpectedObject,
): Promise<WriteConditions> {
  if (isHonoured(context.traits, expected))
    return expected === undefined ? { ifAbsent: true } : { ifMatch: expected.etag };
  await expectObject(context, key, expected);
  // Not sent for good measure: some providers answer 501 to a condition they do not know.
  return {};
}

/** True where the provider itself refuses to complete an upload by parts over anything but `expected`. */
export function isCheckedAtComplete(traits: BucketTraits, expected: ExpectedObject): boolean {
  return traits.completeConditions && isHonoured(traits, expected);
}

function isHonoured(traits: BucketTraits, expected: ExpectedObject): boolean {
  return expected === undefined ? traits.putIfAbsent : traits.putIfMatch;
}

/** Rejects `precondition-failed` unless the key holds what the plan saw. */
export async function expectObject(
  context: PairContext,
  key: string,
  expected: ExpectedObject,
): Promise<void> {
  const head = await context.store.head(key, { signal: context.signal });
  if (head?.etag === expected?.etag) return;
  throw fail('precondition-failed', 'the object is no longer what the plan saw', {
    key,
    bucket: context.store.bucket,
  });
}
