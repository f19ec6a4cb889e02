import { z } from 'zod';
import { offFolderFault } from '../../core/off-folders.ts';
import { bytes, count, done, instantMs, ofPair, pairId, pairPath, procedure } from './base.ts';

/** A folder of the pair; a path that cannot be one is refused. */
const folderPath = pairPath.refine(
  (path) => offFolderFault(path) === undefined,
  'must be a folder of the pair',
);

/** One folder of the selective sync tree. */
export const TreeRow = z.strictObject({
  name: z.string(),
  /** Ends in `/`. */
  path: pairPath,
  /** Of everything in it, in the bucket. */
  files: count,
  bytes,
  /** `off`: not kept on this computer; `some`: a folder in it is off. */
  state: z.enum(['on', 'some', 'off']),
  hasFolders: z.boolean(),
  /** Counting was given up, or the bucket could not be asked: there may be more. */
  partial: z.boolean(),
});
export type TreeRow = z.infer<typeof TreeRow>;

/** What went to the local trash of folders that are off. */
const Freed = z.strictObject({
  freedFiles: count,
  freedBytes: bytes,
  /** Files that stay in these folders, because the bucket may not have them as they are. */
  keptFiles: count,
});

export const IgnoredRow = z.strictObject({ path: z.string(), size: bytes, isFolder: z.boolean() });
export type IgnoredRow = z.infer<typeof IgnoredRow>;

export const trackingContract = {
  /** The folders in one folder (empty path: of the pair). */
  tree: procedure
    .input(z.strictObject({ pair: pairId, path: folderPath.or(z.literal('')) }))
    .output(z.strictObject({ rows: z.array(TreeRow).readonly(), files: count, bytes, partial: z.boolean() })),
  /** Folders that are not kept on this computer. Nothing is deleted in the bucket. */
  off: procedure.input(ofPair).output(z.array(pairPath).readonly()),
  /** What the local trash holds, as of `untilMs`, and how long it keeps what is moved to it. */
  localTrash: procedure
    .input(ofPair)
    .output(z.strictObject({ days: count, files: count, bytes, untilMs: instantMs })),
  /** Deletes for good what went to the local trash before an instant: what came later was not agreed to. */
  emptyLocalTrash: procedure
    .input(z.strictObject({ pair: pairId, untilMs: instantMs }))
    .output(z.strictObject({ purged: count })),
  /** `free`: what is in step in folders turned off now goes to the local trash; otherwise it stays where it is. */
  setOff: procedure
    .input(z.strictObject({ pair: pairId, off: z.array(folderPath).max(10_000), free: z.boolean() }))
    .output(Freed),
  /** What still lies here of folders that are off; those of which nothing does are left out. */
  left: procedure
    .input(ofPair)
    .output(z.array(z.strictObject({ path: pairPath, files: count, bytes })).readonly()),
  /** What the bucket has as it is of folders that are off already goes to the local trash; a folder that is not off is left alone. */
  free: procedure
    .input(z.strictObject({ pair: pairId, folders: z.array(folderPath).min(1).max(10_000) }))
    .output(Freed),
  /** The pair's `.windlassignore`, and the patterns that always hold. */
  ignore: procedure
    .input(ofPair)
    .output(z.strictObject({ text: z.string(), defaults: z.array(z.string()).readonly() })),
  /** What these patterns match in the folder as it is now. */
  previewIgnore: procedure.input(z.strictObject({ pair: pairId, text: z.string().max(1_000_000) })).output(
    z.strictObject({
      files: count,
      bytes,
      /** At most 200. */
      rows: z.array(IgnoredRow).readonly(),
      /** Tracked until now, and untracked from then on: they stay where they are, on both sides. */
      newlyIgnored: count,
      newlyTracked: count,
      /** Lines that mean nothing, from 1. */
      badLines: z.array(z.int().positive()).readonly(),
    }),
  ),
  setIgnore: procedure.input(z.strictObject({ pair: pairId, text: z.string().max(1_000_000) })).output(done),
};
