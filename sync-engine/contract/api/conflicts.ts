import { z } from 'zod';
import { bytes, count, ErrorInfo, instantMs, ofPair, pairId, procedure } from './base.ts';
import { FileContent } from './file-content.ts';

/** One side of a conflict; absent when its file is gone. */
export const ConflictSide = z.strictObject({
  path: z.string(),
  size: bytes,
  modifiedMs: instantMs,
  /** The device it came from; absent when unknown. */
  device: z.string().optional(),
});
export type ConflictSide = z.infer<typeof ConflictSide>;

export const ConflictRow = z.strictObject({
  /** Names the conflict as it was listed, opaque: once one of its versions changes, it has another. */
  id: z.string(),
  path: z.string(),
  atMs: instantMs,
  /** What kept the path: the version from the bucket. */
  theirs: ConflictSide.optional(),
  /** What became the conflict copy: the version of the device that found the conflict. */
  mine: ConflictSide.optional(),
});
export type ConflictRow = z.infer<typeof ConflictRow>;

export const ConflictChoice = z.enum(['mine', 'theirs', 'both']);
export type ConflictChoice = z.infer<typeof ConflictChoice>;

export const conflictsContract = {
  list: procedure.input(ofPair).output(z.array(ConflictRow).readonly()),
  content: procedure
    .input(z.strictObject({ pair: pairId, id: z.string(), side: z.enum(['mine', 'theirs']) }))
    .output(FileContent),
  /** What is not kept goes to the trash. One that is no longer as it was listed is a failure; the others are settled. */
  resolve: procedure
    .input(
      z.strictObject({ pair: pairId, ids: z.array(z.string()).min(1).max(100_000), choice: ConflictChoice }),
    )
    .output(
      z.strictObject({
        resolved: count,
        failures: z.array(z.strictObject({ path: z.string(), error: ErrorInfo })).readonly(),
      }),
    ),
};
