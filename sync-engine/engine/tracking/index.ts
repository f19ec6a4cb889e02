import { withoutNested } from '../../core/off-folders.ts';
import { createIgnore } from '../../core/ignore.ts';
import { patternsText } from '../ignored.ts';
import type { PairContext } from '../pair.ts';
import type { Freed, Tracking, TrackingOptions } from '../tracking.ts';
import type { Turns } from '../turns.ts';
import { listFolders } from './folders.ts';
import { freeFolder } from './free.ts';
import { writePatterns } from './ignore-file.ts';
import { forgetSome, knownOff, rememberOff, notWithin } from './off.ts';
import { previewPatterns } from './preview.ts';

export interface TrackingParts {
  readonly contextOf: (options: TrackingOptions) => PairContext;
  readonly turns: Turns;
  /** The folders that are off now, as every context made from now on has them. */
  readonly off: { folders: readonly string[] };
}

export function createTracking({ contextOf, turns, off }: TrackingParts): Tracking {
  return {
    folders: (path, options = {}) => listFolders(contextOf(options), path, off.folders),
    off: () => off.folders,
    setOff: (folders, { free, ...options }) =>
      turns.interject(() => changeOff(contextOf(options), withoutNested(folders), { free, off })),
    ignoreText: (options = {}) => patternsText(contextOf(options)),
    setIgnoreText: (text, options = {}) => turns.interject(() => writePatterns(contextOf(options), text)),
    previewIgnore: (text, options = {}) => previewPatterns(contextOf(options), text),
  };
}

/**
 * The order keeps every crash harmless: folders turned off are on record before a file goes, and what a kill leaves of their rows is
 * forgotten by the next cycle, or when they are turned on again; either way before their absence could be taken for a deletion.
 */
async function changeOff(
  context: PairContext,
  folders: readonly string[],
  { free, off }: { readonly free: boolean; readonly off: TrackingParts['off'] },
): Promise<Freed> {
  const { index, tree } = context;
  const before = off.folders;
  rememberOff(index, [...knownOff(index), ...before, ...folders]);
  await forgetAll(context, notWithin(knownOff(index), folders, tree));
  off.folders = folders;
  const turnedOff = notWithin(folders, before, tree);
  const total = { files: 0, bytes: 0, kept: 0 };
  try {
    if (!free || turnedOff.length === 0) return total;
    const { caseSensitive } = tree.traits;
    const rules = createIgnore(await patternsText(context), { caseSensitive });
    for (const folder of turnedOff) {
      const freed = await freeFolder(context, folder, rules);
      total.files += freed.files;
      total.bytes += freed.bytes;
      total.kept += freed.kept;
    }
    return total;
  } finally {
    await forgetAll(context, turnedOff);
    rememberOff(index, folders);
  }
}

/** Forgets the rows below folders a page at a time, so that others come to their turn. */
async function forgetAll({ index, tree, clock }: PairContext, folders: readonly string[]): Promise<void> {
  for (const folder of folders) while (forgetSome(index, tree, folder)) await clock.sleep(0);
}
