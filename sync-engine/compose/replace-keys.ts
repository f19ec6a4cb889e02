import type { PairConfig } from '../contract/config.ts';
import { fail } from '../core/error.ts';
import { checkBuckets } from './check-buckets.ts';
import type { Home } from './home.ts';
import type { HostParts } from './host.ts';
import { saveKeys, type AccountKeys } from './secrets.ts';

/**
 * Puts new keys in the place of a pair's, once they have been seen to open both its buckets; resolves with the ids of all pairs that use
 * them. Rejects, with the old keys left as they are: `credentials-…`, `access-denied` and the like when the new ones do not
 * work, `usage` when the keys are not ours to keep (the environment's, an AWS profile's).
 */
export async function replaceKeys(
  home: Home,
  pair: PairConfig,
  keys: AccountKeys,
  host: HostParts,
): Promise<readonly string[]> {
  const { account, bucket, prefix, recycle } = pair;
  const { credentials } = account;
  if (credentials.kind !== 'keychain' && credentials.kind !== 'file')
    throw fail(
      'usage',
      `the keys of '${pair.name}' come from elsewhere (${credentials.kind}): change them there`,
    );
  await checkBuckets(home, { account, keys, areas: [{ bucket, prefix }, recycle], create: false }, host);
  await saveKeys(home, credentials, keys, host);
  return home.config.pairs
    .filter(
      ({ account: { credentials: other } }) =>
        other.kind === credentials.kind && other.name === credentials.name,
    )
    .map(({ id }) => id);
}
