import type { BucketArea } from '../contract/bucket-url.ts';
import type { AccountConfig } from '../contract/config.ts';
import { fail } from '../core/error.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { openAccount } from './account.ts';
import type { Home } from './home.ts';
import { openLog, type HostParts } from './host.ts';
import type { AccountKeys } from './secrets.ts';

export interface BucketCheck {
  readonly account: AccountConfig;
  /** Instead of those the account's configuration names, where they are not stored yet. */
  readonly keys?: AccountKeys | undefined;
  readonly areas: readonly BucketArea[];
  /** Makes buckets that are missing. */
  readonly create: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Makes sure that buckets are there and can be listed. Rejects with what stands in the way: `bucket-missing`,
 * `access-denied`, `credentials-…`, `network`.
 */
export async function checkBuckets(home: Home, check: BucketCheck, host: HostParts): Promise<void> {
  const log = await openLog(host);
  const { account } = await openAccount(home, check.account, { ...host, log, keys: check.keys });
  try {
    for (const area of check.areas) await checkBucket(account.bucket(area.bucket), area, check);
  } finally {
    await account.close();
  }
}

async function checkBucket(
  store: ObjectStore,
  { bucket, prefix }: BucketArea,
  { create, signal }: BucketCheck,
): Promise<void> {
  if ((await store.administration.find({ signal })) === undefined) {
    if (!create)
      throw fail('bucket-missing', `there is no bucket ${bucket}; --create would make it`, { bucket });
    await store.administration.create({ signal });
  }
  for await (const _page of store.list(prefix, { signal })) return;
}
