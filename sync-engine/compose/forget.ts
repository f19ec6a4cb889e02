import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { PairConfig } from '../contract/config.ts';
import { fail } from '../core/error.ts';
import type { Home } from './home.ts';
import type { HostParts } from './host.ts';
import { indexFile } from './pair.ts';
import { deleteKeys } from './secrets.ts';

/**
 * Forgets a pair on this device: its configuration, its keys where we keep them, and its index, so that the same folder
 * added again starts by union. Files stay, on both sides. Rejects `index-locked` while somebody syncs it.
 */
export async function forgetPair(home: Home, pair: PairConfig, host: HostParts): Promise<void> {
  const file = indexFile(home, pair);
  if (existsSync(file)) {
    const { engineHolding } = await import('../adapters/sqlite/engine-lock.ts');
    const pid = engineHolding(file);
    if (pid !== undefined) throw fail('index-locked', `process ${pid} keeps '${pair.name}' in step`);
  }
  const { credentials } = pair.account;
  if ((credentials.kind === 'keychain' || credentials.kind === 'file') && !isShared(home, pair))
    await deleteKeys(home, credentials, host);
  await home.remove(pair.id);
  await rm(home.paths.pairState(pair.id), { recursive: true, force: true });
}

/** Another pair that was added with the account of this one has its keys from the same entry. */
function isShared({ config }: Home, { id, account }: PairConfig): boolean {
  const entry = JSON.stringify(account.credentials);
  return config.pairs.some((other) => other.id !== id && JSON.stringify(other.account.credentials) === entry);
}
