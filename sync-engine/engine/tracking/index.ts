import { folderFinder, withoutNested } from '../../core/off-folders.ts';
import { createIgnore, type IgnoreRules } from '../../core/ignore.ts';
import { patternsText } from '../ignored.ts';
import type { PairContext } from '../pair.ts';
import type { Freed, Tracking, TrackingOptions } from '../tracking.ts';
import type { Turns } from '../turns.ts';
import { listFolders } from './folders.ts';
import { freeFolder } from './free.ts';
import { freeOffFolder, leftFolders } from './free-off.ts';
import { writePatterns } from './ignore-file.ts';
import { forgetSome, knownOff, rememberOff, notWithin } from './off.ts';
import { previewPatterns } from './preview.ts';

const NOTHING_FREED: Freed = { files: 0, bytes: 0, kept: 0 };

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
    left: async (options = {}) => {
      const context = contextOf(options);
      return await leftFolders(context, off.folders, await patternsOf(context));
    },
    free: (folders, options = {}) =>
      turns.interject(() => freeOff(contextOf(options), withoutNested(folders), off.folders)),
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
  try {
    if (!free || turnedOff.length === 0) return NOTHING_FREED;
    const rules = await patternsOf(context);
    return await inTotal(turnedOff, (folder) => freeFolder(context, folder, rules));
  } finally {
    await forgetAll(context, turnedOff);
    rememberOff(index, folders);
  }
}

async function freeOff(
  context: PairContext,
  folders: readonly string[],
  off: readonly string[],
): Promise<Freed> {
  const homeOf = folderFinder(off, context.tree.traits);
  const offNow = folders.filter((folder) => homeOf(folder) !== undefined);
  const rules = await patternsOf(context);
  return await inTotal(offNow, (folder) => freeOffFolder(context, folder, rules));
}

/** The pair's own patterns, without the folders that are off. */
async function patternsOf(context: PairContext): Promise<IgnoreRules> {
  const { caseSensitive } = context.tree.traits;
  return createIgnore(await patternsText(context), { caseSensitive });
}

/** One folder after the other. */
async function inTotal(folders: readonly string[], free: (folder: string) => Promise<Freed>): Promise<Freed> {
  const total = { ...NOTHING_FREED };
  for (const folder of folders) {
    const freed = await free(folder);
    total.files += freed.files;
    total.bytes += freed.bytes;
    total.kept += freed.kept;
  }
  return total;
}

/** Forgets the rows below folders a page at a time, so that others come to their turn. */
async function forgetAll({ index, tree, clock }: PairContext, folders: readonly string[]): Promise<void> {
  for (const folder of folders) while (forgetSome(index, tree, folder)) await clock.sleep(0);
}
