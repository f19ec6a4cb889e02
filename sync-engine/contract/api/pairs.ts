import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  bytes,
  count,
  done,
  ErrorInfo,
  instantMs,
  ofPair,
  pairId,
  pairPath,
  procedure,
  window,
} from './base.ts';
import { checkFields } from '../check-fields.ts';
import { Mode } from './state.ts';

/** How many files, and how many bytes. */
const share = z.strictObject({ files: count, bytes });

/** One line of a plan, with the decision's code. */
export const PlanRow = z.strictObject({
  code: z.string(),
  path: z.string(),
  from: z.string().optional(),
  size: bytes,
  held: z.boolean(),
});
export type PlanRow = z.infer<typeof PlanRow>;

/** What a sync would do. */
export const PlanSummary = z.strictObject({
  upload: share,
  download: share,
  /** Moved to the recycle bucket. */
  recycle: share,
  /** Moved to the trash of this computer. */
  trash: share,
  renamed: count,
  /** Equal on both sides already: nothing is sent. */
  identical: count,
  conflicts: count,
  blocked: count,
  held: count,
  /** Requests, by the kinds providers bill for. */
  requests: z.strictObject({ write: count, read: count, list: count }),
  /** US dollars at the provider's list price: what the requests and the bytes that come down cost once, and what the new bytes cost a month; null when the price is unknown. */
  cost: z.strictObject({ once: z.number(), monthly: z.number() }).nullable(),
  /** The rows that matter most first: conflicts, blocked, then the largest; at most 200. */
  rows: z.array(PlanRow).readonly(),
  /** How many there are, with those that are left out. */
  rowCount: count,
  halted: ErrorInfo.optional(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

export const PlanEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('looking'), phase: z.string() }),
  z.strictObject({ type: z.literal('plan'), plan: PlanSummary }),
]);
export type PlanEvent = z.infer<typeof PlanEvent>;

/** One tick of a check. */
export const CheckRow = z.strictObject({ ...checkFields, error: ErrorInfo.optional() });
export type CheckRow = z.infer<typeof CheckRow>;

export const ProblemRow = z.strictObject({
  path: z.string(),
  kind: z.enum(['blocked', 'failed']),
  code: z.string(),
  title: z.string(),
  message: z.string(),
  remedy: z.string(),
  attempts: count,
  sinceMs: instantMs,
  retryAtMs: instantMs.optional(),
});
export type ProblemRow = z.infer<typeof ProblemRow>;

export const HeldRow = z.strictObject({
  path: z.string(),
  /** The side it would be deleted on. */
  direction: z.enum(['local', 'remote']),
  guard: z.string(),
  size: bytes,
  heldAtMs: instantMs,
});
export type HeldRow = z.infer<typeof HeldRow>;

export const HeldGroup = z.strictObject({
  direction: z.enum(['local', 'remote']),
  guard: z.string(),
  /** Of rows, folders among them. */
  count,
  bytes,
});
export type HeldGroup = z.infer<typeof HeldGroup>;

export const pairsContract = {
  /** `untilMs` left out: until it is resumed. */
  pause: procedure
    .input(z.strictObject({ pairs: z.array(pairId).max(1000), untilMs: instantMs.optional() }))
    .output(done),
  /** Ends a pause, and a rest by the schedule until the schedule next says something else. */
  resume: procedure.input(z.strictObject({ pairs: z.array(pairId).max(1000) })).output(done),
  /** A full cycle now; a pair that is stopped is opened anew first, one that is paused stays so. */
  syncNow: procedure.input(ofPair).output(done),
  rename: procedure.input(z.strictObject({ pair: pairId, name: z.string().min(1).max(100) })).output(done),
  /**
   * Says where the pair's folder is now, after it was moved. Rejects `root-missing`, `root-foreign` for a folder without the
   * pair's marker, `folder-taken` or `folder-nested` where it meets the folder of another pair, and `folder-own` where Windlass
   * itself works in it.
   */
  setFolder: procedure
    .input(z.strictObject({ pair: pairId, folder: z.string().min(1).max(4096) }))
    .output(done),
  setMode: procedure.input(z.strictObject({ pair: pairId, mode: Mode })).output(done),
  setLimits: procedure
    .input(
      z.strictObject({
        pair: pairId,
        up: z.int().min(1).nullable(),
        down: z.int().min(1).nullable(),
        transfers: z.int().min(1).max(128).nullable(),
      }),
    )
    .output(done),
  /** Forgets the pair on this computer; files and buckets stay. */
  remove: procedure.input(ofPair).output(done),
  plan: procedure.input(ofPair).output(eventIterator(PlanEvent)),
  check: procedure.input(ofPair).output(eventIterator(CheckRow)),
  problems: procedure.input(ofPair).output(z.array(ProblemRow).readonly()),
  held: procedure.input(z.strictObject({ pair: pairId, ...window })).output(
    z.strictObject({
      total: count,
      bytes,
      /** Names all that is held now, for `answerHeld`. */
      seen: z.string(),
      /** What is held, by side and guard; rows come in this order, then by path. */
      groups: z.array(HeldGroup).readonly(),
      rows: z.array(HeldRow).readonly(),
    }),
  ),
  /**
   * `move`: they go to the trash; `bring-back`: they come back. Answers how many. `seen` is from the list that the person was shown;
   * rejects `held-changed` when something else is held now.
   */
  answerHeld: procedure
    .input(
      z.strictObject({ pair: pairId, answer: z.enum(['move', 'bring-back']), seen: z.string().max(100) }),
    )
    .output(z.strictObject({ count })),
  /** Shows a file in the file manager of this computer; only where the host can. */
  reveal: procedure.input(z.strictObject({ pair: pairId, path: pairPath })).output(done),
};
