import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';
import type { PairFile } from '../../../sync-engine/contract/desktop-bridge.ts';
import type { ActionName } from './looks.ts';

/** After these there may be a file in the folder. */
const LEAVES_A_FILE: ReadonlySet<string> = new Set<ActionName>([
  'uploaded',
  'downloaded',
  'renamed',
  'recorded',
  'conflict',
  'restored',
  'failed',
]);

/**
 * The file that a row is about, where it lies after what was done: under its new name when it was moved. Undefined for folders, for
 * whole pairs, and for what has left the folder. It may have gone since.
 */
export function fileOf({ pair, action, path, target }: ActivityRow): PairFile | undefined {
  const place = target ?? path;
  if (!LEAVES_A_FILE.has(action) || place === '' || place.endsWith('/')) return undefined;
  return { pair, path: place };
}
