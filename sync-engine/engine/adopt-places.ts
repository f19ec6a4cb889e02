import type { IndexChange, IndexStore } from '../ports/index-store.ts';
import { JOINS_ANEW } from './joining.ts';
import type { PairParts } from './pair.ts';
import { ROOT_IDENTITY, type RootCheck } from './root.ts';

const TARGET = 'target';
const FOLDER = 'folder';

/** A baseline speaks of one bucket and prefix. Pointed elsewhere, a pair starts over by union, which deletes nothing. */
export function adoptTarget({ index, settings }: PairParts): void {
  const known = index.setting(TARGET);
  if (known === settings.target) return;
  index.apply(
    [
      { kind: 'setting', name: TARGET, value: settings.target },
      ...(known === undefined
        ? []
        : [
            ...startOver(index),
            ...index.uploads().map(({ key }) => ({ kind: 'upload-gone', key }) as const),
            { kind: 'setting', name: 'bucket-traits', value: undefined } as const,
          ]),
    ],
    { durable: true },
  );
}

/**
 * A baseline speaks of one folder, too. The same one at another place keeps it; another one, say a copy or a backup with the same
 * marker, starts over by union, for an old file must not pass for a fresh edit. Where inodes tell no folders apart, every other place is
 * taken for another folder.
 */
export function adoptFolder(
  { index, settings, tree }: PairParts,
  { moved }: Extract<RootCheck, { state: 'ready' }>,
): void {
  const known = index.setting(FOLDER);
  if (known === settings.folder) return;
  const isAnother = moved || (known !== undefined && !tree.traits.stableInodes);
  index.apply(
    [
      { kind: 'setting', name: FOLDER, value: settings.folder },
      ...(isAnother
        ? [...startOver(index), { kind: 'setting', name: ROOT_IDENTITY, value: undefined } as const]
        : []),
    ],
    { durable: true },
  );
}

function startOver(index: IndexStore): readonly IndexChange[] {
  return [
    { kind: 'forget-all' },
    JOINS_ANEW,
    ...index.downloads().map(({ id }) => ({ kind: 'download-gone', id }) as const),
    ...index.held().map(({ id }) => ({ kind: 'held-gone', id }) as const),
  ];
}
