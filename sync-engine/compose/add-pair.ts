import { mkdir } from 'node:fs/promises';
import { parseConfig, type PairConfig } from '../contract/config.ts';
import { fail, hasCode } from '../core/error.ts';
import { inspectFolder, openFolder } from './folder.ts';
import type { Home } from './home.ts';
import type { HostParts } from './host.ts';
import { ownFolderAround } from './own-folders.ts';
import { saveKeys, type AccountKeys } from './secrets.ts';

/**
 * The id for a pair of this folder: one that was a pair's before keeps its identity. Rejects `usage` for the folder of a pair of this
 * device, `local-denied` for one that cannot be read.
 */
export async function pairIdFor(home: Home, folder: string, host: HostParts): Promise<string> {
  const root = await inspectFolder(folder, host);
  if (root.state === 'missing') return crypto.randomUUID();
  if (root.state === 'unreadable') throw fail('local-denied', `${folder} cannot be read: ${root.reason}`);
  const owner = home.config.pairs.find((pair) => pair.id === root.pairId);
  if (owner !== undefined)
    throw fail(
      'usage',
      `${folder} belongs to the pair '${owner.name}' (${owner.folder}) already; remove that first, or choose another folder`,
    );
  return root.pairId ?? crypto.randomUUID();
}

/**
 * The pair as it is, where it is whole and goes with the others. Rejects `usage` with its faults otherwise, `folder-own` where its
 * folder is one that Windlass itself works in.
 */
export async function checkedPair(home: Home, pair: PairConfig): Promise<PairConfig> {
  const own = await ownFolderAround(home.paths, pair.folder);
  if (own !== undefined) throw fail('folder-own', `Windlass keeps its own files in ${own}`, { path: own });
  try {
    parseConfig({ ...home.config, pairs: [...home.config.pairs, pair] }, 'with this pair, the configuration');
    return pair;
  } catch (caught) {
    if (!hasCode(caught, 'config-invalid')) throw caught;
    // It is the pair that was just asked for.
    throw fail('usage', caught.error.message);
  }
}

/**
 * Writes down a pair that has been checked: makes its folder where it is missing, marks the folder as the pair's, keeps the keys
 * where they are ours to keep, and puts the pair into the configuration last. A crash in between leaves no pair, and a marker or keys
 * which the next try takes up (`inspectFolder` tells the id to use). The other order could leave a pair whose folder has no marker,
 * and that is what an unmounted disk looks like.
 *
 * Rejects `local-denied` and the other errors of a tree, `secret-store-unavailable`, or `config-invalid`; the pair is not added then.
 *
 * RACE: two that add one folder at the same moment both mark it, and the later marker stays. The other pair's first sync asks
 * (`root-replaced`), so nothing is synced with the wrong bucket.
 */
export async function addPair(
  home: Home,
  pair: PairConfig,
  keys: AccountKeys | undefined,
  host: HostParts,
): Promise<void> {
  await mkdir(pair.folder, { recursive: true });
  const tree = await openFolder(pair.folder, host);
  await tree.writeMarker(pair.id);
  const { credentials } = pair.account;
  if (keys !== undefined && (credentials.kind === 'keychain' || credentials.kind === 'file'))
    await saveKeys(home, credentials, keys, host);
  await home.add(pair);
}
