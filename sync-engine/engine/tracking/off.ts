import { folderFinder, withoutNested } from '../../core/off-folders.ts';
import { identityOf } from '../../core/path.ts';
import type { IndexStore } from '../../ports/index-store.ts';
import type { LocalTree } from '../../ports/local-tree.ts';
import type { PairParts } from '../pair.ts';

/** Folders that may have lost their baseline rows, or their files, because they were off: a JSON list. */
const SETTING = 'off-folders';
const PAGE = 1_000;

/**
 * Brings the index in line with the folders that are off by the configuration, when a pair is opened. A folder that is on again
 * starts over by union: a row left of it would make what was freed here look deleted. One that is off now is untracked.
 */
export function adoptOff({ index, settings, tree }: Pick<PairParts, 'index' | 'settings' | 'tree'>): void {
  const off = settings.off ?? [];
  const known = knownOff(index);
  if (known.length === 0 && off.length === 0) return;
  const changed = [...notWithin(known, off, tree), ...notWithin(off, known, tree)];
  for (const folder of changed) {
    let more = true;
    while (more) more = forgetSome(index, tree, folder);
  }
  rememberOff(index, off);
}

/** Those of some folders that do not lie in one of `others`. */
export function notWithin(
  folders: readonly string[],
  others: readonly string[],
  { traits }: Pick<LocalTree, 'traits'>,
): readonly string[] {
  const homeOf = folderFinder(others, traits);
  return folders.filter((folder) => homeOf(folder) === undefined);
}

export function knownOff(index: IndexStore): readonly string[] {
  return JSON.parse(index.setting(SETTING) ?? '[]') as readonly string[];
}

export function rememberOff(index: IndexStore, folders: readonly string[]): void {
  const value = folders.length === 0 ? undefined : JSON.stringify(withoutNested(folders));
  if (index.setting(SETTING) !== value) {
    index.apply([{ kind: 'setting', name: SETTING, value }], { durable: true });
  }
}

/**
 * Forgets what both sides agreed on below a folder, a page of it, durably; nothing is deleted anywhere for it. True when there may be
 * more.
 */
export function forgetSome(
  index: IndexStore,
  { traits }: Pick<LocalTree, 'traits'>,
  folder: string,
): boolean {
  const page = index.baselineUnder(identityOf(folder, traits), undefined, PAGE);
  if (page.length === 0) return false;
  index.apply(
    page.map(({ id }) => ({ kind: 'forget', id })),
    { durable: true },
  );
  return page.length === PAGE;
}
