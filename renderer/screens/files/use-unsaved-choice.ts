import { useEffect, useState } from 'react';
import { unsavedByPair } from '../../shared/unsaved.ts';
import { changesOf, type Changes, type OffFolders } from './selection.ts';

const unsaved = unsavedByPair<OffFolders>();

/** The choice of a pair's folders that was left behind, to begin with; undefined where there is none. */
export function unsavedChoice(pair: string): OffFolders | undefined {
  return unsaved.get(pair);
}

export interface UnsavedChoice {
  /** As applied, with what was changed. */
  readonly chosen: OffFolders;
  /** Nothing while it is not known what is applied. */
  readonly changes: Changes;
  /** Undefined takes every change back. */
  readonly setWanted: (off: OffFolders | undefined) => void;
}

/** The choice of folders while it is changed. Whoever leaves the screen and comes back finds what was not applied. */
export function useUnsavedChoice(pair: string, off: OffFolders | undefined): UnsavedChoice {
  const [wanted, setWanted] = useState(() => unsaved.get(pair));
  const chosen = wanted ?? off ?? [];
  const changes = changesOf(off ?? chosen, chosen);
  const hasChanges = changes.off.length + changes.on.length > 0;
  useEffect(() => {
    if (off === undefined) return;
    if (wanted !== undefined && hasChanges) unsaved.set(pair, wanted);
    else unsaved.delete(pair);
  }, [pair, off, wanted, hasChanges]);
  return { chosen, changes, setWanted };
}
