import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { bytes, count, ErrorInfo, instantMs, pairId, procedure } from './base.ts';
import { AppSettings } from './settings.ts';

export const Mode = z.enum(['two-way', 'upload-only', 'download-only']);
export type Mode = z.infer<typeof Mode>;

const area = z.strictObject({ bucket: z.string(), prefix: z.string() });

/** Absolute totals of what is under way; told 4 times a second at most. */
export const TransferProgress = z.strictObject({
  filesDone: count,
  filesTotal: count,
  bytesDone: bytes,
  bytesTotal: bytes,
  /** 0 while unknown. */
  bytesPerSecond: z.number().nonnegative(),
  /** The rate was measured for long enough to tell by it how long the rest takes. */
  steady: z.boolean(),
});
export type TransferProgress = z.infer<typeof TransferProgress>;

/** A file on its way now. */
export const Transfer = z.strictObject({
  path: z.string(),
  action: z.enum(['upload', 'download', 'delete', 'move']),
  size: bytes,
});
export type Transfer = z.infer<typeof Transfer>;

/** Requests made and bytes moved since Windlass was started, by every engine of the pair. */
export const Meter = z.strictObject({
  LIST: count,
  GET: count,
  HEAD: count,
  PUT: count,
  COPY: count,
  DELETE: count,
  POST: count,
  bytesUp: bytes,
  bytesDown: bytes,
});
export type Meter = z.infer<typeof Meter>;

/** What an engine has asked for that was never opened. */
export const NO_REQUESTS: Meter = {
  LIST: 0,
  GET: 0,
  HEAD: 0,
  PUT: 0,
  COPY: 0,
  DELETE: 0,
  POST: 0,
  bytesUp: 0,
  bytesDown: 0,
};

export const PairState = z.strictObject({
  id: pairId,
  name: z.string(),
  folder: z.string(),
  ...area.shape,
  recycle: area,
  mode: Mode,
  /** The pair's own limits; absent without any. */
  limits: z
    .strictObject({
      uploadBytesPerSecond: z.int().optional(),
      downloadBytesPerSecond: z.int().optional(),
      transfers: z.int().optional(),
    })
    .optional(),
  /** Absent for AWS. */
  endpoint: z.string().optional(),
  /** Where its keys come from. */
  credentials: z.enum(['env', 'profile', 'keychain', 'file', 'embedded']),
  /** What the engine does now. `stopped`: it could not be opened, `halted` says why. */
  activity: z.enum(['starting', 'looking', 'comparing', 'working', 'resting', 'paused', 'stopped']),
  /** Whom it rests for, while it is paused. */
  pausedBy: z.enum(['user', 'schedule']).optional(),
  /** When the pause ends; absent when it ends by hand, or there is none. */
  pausedUntilMs: instantMs.optional(),
  progress: TransferProgress.optional(),
  /** Files under way, the longest first, a few of them. */
  transfers: z.array(Transfer).readonly(),
  /** In step. */
  files: count,
  bytes,
  /** What needs attention. */
  conflicts: count,
  blocked: count,
  failed: count,
  held: count,
  /** Why nothing moves; absent when all is well. */
  halted: ErrorInfo.optional(),
  lastSyncMs: instantMs.optional(),
  /** It looked at everything since it was opened or went on after a pause; before that, "in step" is yesterday's news. */
  settled: z.boolean(),
  meter: Meter,
});
export type PairState = z.infer<typeof PairState>;

/** What the host of the page can do, besides the browser. */
export const Host = z.strictObject({
  kind: z.enum(['browser', 'desktop']),
  platform: z.enum(['linux', 'macos', 'windows']),
  version: z.string(),
  /** Files can be shown in the file manager, and folders picked with the system's own dialogue. */
  fileManager: z.boolean(),
  loginItem: z.boolean(),
  /** Files can be moved to the system's trash. */
  systemTrash: z.boolean(),
});
export type Host = z.infer<typeof Host>;

export const AppState = z.strictObject({
  device: z.strictObject({ id: z.string(), name: z.string() }),
  host: Host,
  settings: AppSettings,
  pairs: z.array(PairState).readonly(),
});
export type AppState = z.infer<typeof AppState>;

export const ActivityRow = z.strictObject({
  pair: pairId,
  atMs: instantMs,
  action: z.string(),
  /** The decision's code: why this was done (docs/sync-semantics.md). */
  reason: z.string(),
  path: z.string(),
  target: z.string().optional(),
  size: bytes.optional(),
  error: ErrorInfo.optional(),
});
export type ActivityRow = z.infer<typeof ActivityRow>;

/** Numbered, so that a client that was away asks for what came since; one too far behind gets a snapshot first. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snapshot'), seq: count, state: AppState }),
  z.strictObject({ type: z.literal('pair'), seq: count, pair: PairState }),
  z.strictObject({ type: z.literal('pair-removed'), seq: count, id: pairId }),
  z.strictObject({ type: z.literal('settings'), seq: count, settings: AppSettings }),
  z.strictObject({ type: z.literal('activity'), seq: count, rows: z.array(ActivityRow).readonly() }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

export const stateContract = {
  /** A snapshot, or what came after `since`, and then everything as it happens. */
  live: procedure.input(z.strictObject({ since: count.optional() })).output(eventIterator(LiveEvent)),
  activity: procedure
    .input(
      z.strictObject({
        pair: pairId.optional(),
        search: z.string().max(500).optional(),
        beforeMs: instantMs.optional(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.array(ActivityRow).readonly()),
};
