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
import { FileContent } from './file-content.ts';

export const TrashReason = z.enum(['d', 'o', 'c', 'foreign']);
export type TrashReason = z.infer<typeof TrashReason>;

export const TrashRow = z.strictObject({
  /** The whole key in the recycle bucket: names this version. */
  key: z.string(),
  path: z.string(),
  deletedAtMs: instantMs,
  reason: TrashReason,
  /** When that version came to be; absent when unknown. */
  bornAtMs: instantMs.optional(),
  size: bytes,
  /** It was deleted, and something is in the folder at its path again, as far as this computer knows. */
  back: z.literal(true).optional(),
  /** The device that moved it there; absent when unknown. */
  device: z.string().optional(),
  /** When the retention rule removes it; absent without a rule. */
  expiresAtMs: instantMs.optional(),
});
export type TrashRow = z.infer<typeof TrashRow>;

/** All conditions hold together; those left out do not matter. */
export const TrashFilter = z.strictObject({
  /** Substring of the path, any letter case. */
  search: z.string().max(500).optional(),
  /** A folder, ending in `/`; in any letter case where there is none in this one. */
  folder: pairPath.optional(),
  device: z.string().optional(),
  reasons: z.array(TrashReason).max(TrashReason.options.length).optional(),
  minSize: bytes.optional(),
  maxSize: bytes.optional(),
  /** Deleted at or after. */
  fromMs: instantMs.optional(),
  /** Deleted before. */
  toMs: instantMs.optional(),
});
export type TrashFilter = z.infer<typeof TrashFilter>;

export const TrashSort = z.strictObject({
  by: z.enum(['deletedAt', 'path', 'size']),
  descending: z.boolean(),
});
export type TrashSort = z.infer<typeof TrashSort>;

/** The local copy of the recycle bucket's list. */
export const TrashListing = z.strictObject({
  state: z.enum(['empty', 'listing', 'ready', 'failed']),
  entries: count,
  bytes,
  /** When the last whole listing ended. */
  listedAtMs: instantMs.optional(),
  error: ErrorInfo.optional(),
});
export type TrashListing = z.infer<typeof TrashListing>;

/** What matches a filter, in its order; rows are fetched by place. It stays as it was until closed, whatever changes. */
export const TrashView = z.strictObject({ view: z.string(), count, bytes });
export type TrashView = z.infer<typeof TrashView>;

export const TrashFacets = z.strictObject({
  devices: z.array(z.strictObject({ name: z.string(), count })).readonly(),
  reasons: z.array(z.strictObject({ reason: TrashReason, count })).readonly(),
  /** Deleted first and last; absent when there is nothing. */
  fromMs: instantMs.optional(),
  toMs: instantMs.optional(),
});
export type TrashFacets = z.infer<typeof TrashFacets>;

export const HistogramBar = z.strictObject({ fromMs: instantMs, toMs: instantMs, count, bytes });
export type HistogramBar = z.infer<typeof HistogramBar>;

/**
 * What is meant: everything a view shows but some, some versions, or paths (with `asOfMs`; empty: the whole pair). To restore several
 * versions of one path is to restore the newest of them; to purge them is to purge each.
 */
export const TrashSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('view'), view: z.string(), except: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('keys'), keys: z.array(z.string()).min(1).readonly() }),
  z.strictObject({ kind: z.literal('as-of'), asOfMs: instantMs, paths: z.array(pairPath).readonly() }),
]);
export type TrashSelection = z.infer<typeof TrashSelection>;

export const RestoreAction = z.enum(['create', 'overwrite', 'identical', 'remove', 'leave']);

export const RestorePreview = z.strictObject({
  /** Names it for `previewRows` and `restore`. */
  preview: z.string(),
  create: count,
  overwrite: count,
  identical: count,
  /** Was not there at that time: goes to the recycle bucket. */
  remove: count,
  /** Was there at that time in a version that was deleted for good since: stays as it is. */
  leave: count,
  /** To be written. */
  bytes,
});
export type RestorePreview = z.infer<typeof RestorePreview>;

export const RestoreRow = z.strictObject({
  path: z.string(),
  action: RestoreAction,
  size: bytes,
  bornAtMs: instantMs.optional(),
});
export type RestoreRow = z.infer<typeof RestoreRow>;

/** The code is one of an error, or the reason for which a name or key cannot be stored there. */
export const RestoreFailure = z.strictObject({
  path: z.string(),
  error: ErrorInfo.extend({ code: z.string() }),
});
export type RestoreFailure = z.infer<typeof RestoreFailure>;

export const RestoreReport = z.strictObject({
  restored: count,
  identical: count,
  removed: count,
  bytes,
  /** All that could not be done; `failures` names the first thousand. */
  failed: count,
  failures: z.array(RestoreFailure).readonly(),
  /** Names it for `undo`; absent when there is nothing to undo (another folder, nothing done, or undone). */
  undo: z.string().optional(),
});
export type RestoreReport = z.infer<typeof RestoreReport>;

const ofRun = {
  /** Names it for `follow`, `stop` and `dismiss`. */
  run: z.string(),
  pair: pairId,
  /** `redo`: what an undo had taken back is there again. */
  what: z.enum(['restore', 'undo', 'redo']),
  /** The folder on this computer that it goes to; absent for the original place. */
  to: z.string().optional(),
  startedAtMs: instantMs,
  /** It is over, and nobody wants to be told of it any more. */
  dismissed: z.literal(true).optional(),
};

/** A restore, or an undo, that goes on whoever looks on. What was done before it was stopped, or failed, is in its report. */
export const RestoreRun = z.discriminatedUnion('state', [
  /** Paths that are done, of all where something is to be done; none of none while that is being found out. */
  z.strictObject({ ...ofRun, state: z.literal('running'), done: count, total: count }),
  z.strictObject({ ...ofRun, state: z.literal('ended'), report: RestoreReport }),
  /** By `stop`. */
  z.strictObject({ ...ofRun, state: z.literal('stopped'), report: RestoreReport }),
  /** The pair was opened anew meanwhile, or the service ended. Of one that was killed, what it did to another folder is not known. */
  z.strictObject({ ...ofRun, state: z.literal('interrupted'), report: RestoreReport }),
  z.strictObject({ ...ofRun, state: z.literal('failed'), report: RestoreReport, error: ErrorInfo }),
]);
export type RestoreRun = z.infer<typeof RestoreRun>;

const ofOneRun = z.strictObject({ run: z.string() });

/** When a lifecycle rule removes what lies in a bucket, and which. */
export const Expiry = z.strictObject({ days: count, rule: z.string(), ours: z.boolean() });
export type Expiry = z.infer<typeof Expiry>;

export const Retention = z.strictObject({
  /** Of our rule. */
  days: count.nullable(),
  /** The soonest end by any rule; null when nothing expires. */
  expiry: Expiry.nullable(),
  abortUploadDays: count.nullable(),
  otherRules: count,
  supported: z.boolean(),
});
export type Retention = z.infer<typeof Retention>;

export const trashContract = {
  /** Lists the recycle bucket again; ends with `ready` or `failed`. Several callers share one listing. */
  refresh: procedure.input(ofPair).output(eventIterator(TrashListing)),
  listing: procedure.input(ofPair).output(TrashListing),
  open: procedure
    .input(z.strictObject({ pair: pairId, filter: TrashFilter, sort: TrashSort }))
    .output(TrashView),
  rows: procedure.input(z.strictObject({ view: z.string(), ...window })).output(z.array(TrashRow).readonly()),
  close: procedure.input(z.strictObject({ view: z.string() })).output(done),
  facets: procedure.input(ofPair).output(TrashFacets),
  /** The earliest that any file of the pair is known of, in the bucket or in the trash; absent while that is not known. */
  began: procedure.input(ofPair).output(z.strictObject({ sinceMs: instantMs.optional() })),
  /** Deletions over time: at most `bars` bars of equal width over the view's whole time. */
  histogram: procedure
    .input(z.strictObject({ view: z.string(), bars: z.int().min(1).max(500) }))
    .output(z.array(HistogramBar).readonly()),
  /** Every version of one file in the recycle bucket, newest first. */
  versions: procedure
    .input(z.strictObject({ pair: pairId, path: pairPath }))
    .output(z.array(TrashRow).readonly()),
  /** What can be shown of one version. Rejects `not-found` when it is in the list no more. */
  content: procedure
    .input(z.strictObject({ pair: pairId, path: pairPath, key: z.string().max(4096) }))
    .output(FileContent),
  /** `to`: a folder on this computer instead of the original place. */
  preview: procedure
    .input(z.strictObject({ pair: pairId, selection: TrashSelection, to: z.string().max(4096).optional() }))
    .output(RestorePreview),
  /** What would change comes first, what is identical last; else by path. */
  previewRows: procedure
    .input(z.strictObject({ preview: z.string(), ...window }))
    .output(z.array(RestoreRow).readonly()),
  /**
   * Begins to carry a preview out, once. `removes` is the number of files to go to the recycle bucket that the person agreed to: another
   * than the preview's is refused with `restore-unagreed`, and so is none where it removes much (see removes-much.ts). Rejects
   * `restore-running` while another run of the pair is under way.
   */
  restore: procedure
    .input(z.strictObject({ preview: z.string(), removes: count.optional() }))
    .output(RestoreRun),
  /**
   * Begins to put things back as they were before a restore, or before an undo; what was changed since stays as it is, and is a failure in the report.
   * Rejects as `restore` does.
   */
  undo: procedure.input(z.strictObject({ undo: z.string() })).output(RestoreRun),
  /**
   * The runs of a pair, newest first: the last 20, of the last 7 days, and only the last few where they changed very much. They outlast
   * the service.
   */
  runs: procedure.input(ofPair).output(z.array(RestoreRun).readonly()),
  /** How a run goes: as it is now, 4 times a second at most while it moves, and how it ended. Any number may follow. */
  follow: procedure.input(ofOneRun).output(eventIterator(RestoreRun)),
  /** Ends a run early; answered when it has come to its end. What it did by then stays, and may be undone. */
  stop: procedure.input(ofOneRun).output(RestoreRun),
  /** Puts a run that is over aside: it is `dismissed`, and its undo stays. */
  dismiss: procedure.input(ofOneRun).output(done),
  /** Deletes for good. `count` is what the person was shown; another number is refused. */
  purge: procedure
    .input(z.strictObject({ pair: pairId, selection: TrashSelection, count }))
    .output(z.strictObject({ purged: count, bytes })),
  retention: procedure.input(ofPair).output(Retention),
  setRetention: procedure
    .input(z.strictObject({ pair: pairId, days: z.int().min(1).max(36_500).nullable() }))
    .output(Retention),
};
