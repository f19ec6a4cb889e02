/**
 * The lines of `--json`: NDJSON, one record a line, told apart by `type`. Instants are ISO 8601 in UTC with milliseconds,
 * sizes are bytes, durations milliseconds. Fields are only ever added.
 */
import { z } from 'zod';
import type { SyncError } from '../core/error.ts';
import { errorText, isSyncErrorCode } from './error-text.ts';
import { details } from './error-texts/text.ts';
import { checkFields } from './check-fields.ts';

const count = z.int().nonnegative();
const bytes = z.int().nonnegative();
const instant = z.iso.datetime({ precision: 3 });
const pair = z.string();
const mode = z.enum(['two-way', 'upload-only', 'download-only']);

const errorFields = {
  code: z.string().refine(isSyncErrorCode),
  title: z.string(),
  message: z.string(),
  remedy: z.string(),
  /** The technical part of the message, without its brackets, where it ends in one. */
  details: z.string().optional(),
  path: z.string().optional(),
  bucket: z.string().optional(),
  /** The name of the pair that is concerned. */
  pair: pair.optional(),
  key: z.string().optional(),
  /** The IAM action that is missing. */
  action: z.string().optional(),
  /** HTTP status. */
  status: z.int().optional(),
};
/** An error as data: what a program tells it by, and what a person reads. */
export const ErrorFields = z.strictObject(errorFields);

/** The last line of `sync --json` for each pair; its fields are fixed by design.md. */
export const SummaryRecord = z.strictObject({
  type: z.literal('summary'),
  pair,
  uploaded: count,
  downloaded: count,
  recycled: count,
  trashed: count,
  renamed: count,
  recorded: count,
  conflicts: count,
  blocked: count,
  failed: count,
  held: count,
  bytesUp: bytes,
  bytesDown: bytes,
  requests: z.strictObject({
    LIST: count,
    GET: count,
    HEAD: count,
    PUT: count,
    COPY: count,
    DELETE: count,
    POST: count,
  }),
  ms: z.number().nonnegative(),
});

/** A row of `trash list --json`; its fields are fixed by design.md. */
export const TrashRecord = z.strictObject({
  type: z.literal('trash'),
  path: z.string(),
  deletedAt: instant,
  /** `d` deleted, `o` overwritten, `c` conflict loser, `foreign` put there by another system. */
  reason: z.enum(['d', 'o', 'c', 'foreign']),
  /** When that version came to be; null when unknown. */
  bornAt: instant.nullable(),
  size: bytes,
  key: z.string(),
});

/** A row of `trash list --local`: what a change from the bucket replaced or removed in the folder. */
const LocalTrashRecord = z.strictObject({
  type: z.literal('local-trash'),
  /** Where it was in the folder. */
  path: z.string(),
  trashedAt: instant,
  size: bytes,
  /** Where it is now: an absolute path, from which it can be moved back by hand. */
  file: z.string(),
});

const PairRecord = z.strictObject({
  type: z.literal('pair'),
  id: z.uuid(),
  name: z.string(),
  folder: z.string(),
  bucket: z.string(),
  prefix: z.string(),
  recycle: z.strictObject({ bucket: z.string(), prefix: z.string() }),
  mode,
});

const PhaseRecord = z.strictObject({
  type: z.literal('phase'),
  pair,
  phase: z.enum(['looking', 'comparing', 'working', 'resting']),
});

/** Absolute totals. */
const ProgressRecord = z.strictObject({
  type: z.literal('progress'),
  pair,
  filesDone: count,
  filesTotal: count,
  bytesDone: bytes,
  bytesTotal: bytes,
  /** 0 while unknown. */
  bytesPerSecond: z.number().nonnegative(),
  /** The rate was measured for long enough to tell by it how long the rest takes. */
  steady: z.boolean(),
});

/** One path done, as it happens. */
const DoneRecord = z.strictObject({
  type: z.literal('done'),
  pair,
  path: z.string(),
  action: z.string(),
  /** The decision's code (docs/sync-semantics.md). */
  reason: z.string(),
  size: bytes,
});

/** One step of `sync --dry-run`. */
const PlannedRecord = z.strictObject({
  type: z.literal('planned'),
  pair,
  path: z.string(),
  reason: z.string(),
  size: bytes,
  /** The old path of a rename. */
  from: z.string().optional(),
  held: z.boolean(),
});

const StatusRecord = z.strictObject({
  type: z.literal('status'),
  pair,
  folder: z.string(),
  /** Files in step. */
  files: count,
  bytes,
  conflicts: count,
  blocked: count,
  failed: count,
  held: count,
  lastSyncAt: instant.nullable(),
  /** Why the last cycle stopped; null when it got through. */
  halted: z.string().nullable(),
  /** The process that syncs the pair now; null when none does. */
  runningPid: z.int().nullable(),
});

const ActivityRecord = z.strictObject({
  type: z.literal('activity'),
  pair,
  at: instant,
  action: z.string(),
  reason: z.string(),
  path: z.string(),
  target: z.string().optional(),
  size: bytes.optional(),
  error: ErrorFields.optional(),
});

const ConflictRecord = z.strictObject({
  type: z.literal('conflict'),
  pair,
  /** The path the winner kept. */
  path: z.string(),
  copyPath: z.string(),
  at: instant,
});

const HeldRecord = z.strictObject({
  type: z.literal('held'),
  pair,
  path: z.string(),
  /** The side it would be deleted on. */
  direction: z.enum(['local', 'remote']),
  state: z.enum(['held', 'approved']),
  guard: z.string(),
  size: bytes,
  heldAt: instant,
});

/** The answer of `held approve` and `held reject`. */
const HeldAnswerRecord = z.strictObject({
  type: z.literal('held-answer'),
  pair,
  answer: z.enum(['approved', 'rejected']),
  count,
});

const ProblemRecord = z.strictObject({
  type: z.literal('problem'),
  pair,
  path: z.string(),
  kind: z.enum(['blocked', 'failed']),
  /** A BlockReason, or an error code. */
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  attempts: count,
  sinceAt: instant.nullable(),
  retryAt: instant.nullable(),
});

const DoctorRecord = z.strictObject({
  type: z.literal('doctor'),
  pair,
  ...checkFields,
  error: ErrorFields.optional(),
});

const VerifyRecord = z.strictObject({
  type: z.literal('verify'),
  pair,
  path: z.string(),
  result: z.enum(['equal', 'differs', 'only-local', 'only-remote', 'blocked', 'unreadable']),
  detail: z.string(),
});

/** One row of a restore's preview. */
const RestoreRecord = z.strictObject({
  type: z.literal('restore'),
  path: z.string(),
  action: z.enum(['create', 'overwrite', 'identical', 'remove', 'leave']),
  size: bytes,
  bornAt: instant.nullable(),
});

const RestoredRecord = z.strictObject({
  type: z.literal('restored'),
  pair,
  restored: count,
  identical: count,
  removed: count,
  bytes,
  failed: count,
});

const PurgedRecord = z.strictObject({ type: z.literal('purged'), pair, purged: count, bytes });

const RetentionRecord = z.strictObject({
  type: z.literal('retention'),
  pair,
  /** Days until Windlass's rule removes a trash entry; null without it. */
  days: count.nullable(),
  /** The soonest end that any rule puts to a trash entry, Windlass's or another's. */
  expiry: z.strictObject({ days: count, rule: z.string(), ours: z.boolean() }).nullable(),
  abortUploadDays: count.nullable(),
  otherRules: count,
  supported: z.boolean(),
});

/** `windlass store`: where the embedded endpoint listens. Its keys are printed for people, and here, because they open a local trial store only. */
const StoreRecord = z.strictObject({
  type: z.literal('store'),
  endpoint: z.url(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});

/** `windlass run --ui`: the link to open. */
const UiRecord = z.strictObject({ type: z.literal('ui'), url: z.url() });

const ErrorRecord = z.strictObject({ type: z.literal('error'), ...errorFields });

export const CliRecord = z.discriminatedUnion('type', [
  SummaryRecord,
  TrashRecord,
  LocalTrashRecord,
  PairRecord,
  PhaseRecord,
  ProgressRecord,
  DoneRecord,
  PlannedRecord,
  StatusRecord,
  ActivityRecord,
  ConflictRecord,
  HeldRecord,
  HeldAnswerRecord,
  ProblemRecord,
  DoctorRecord,
  VerifyRecord,
  RestoreRecord,
  RestoredRecord,
  PurgedRecord,
  RetentionRecord,
  StoreRecord,
  UiRecord,
  ErrorRecord,
]);

export type CliRecord = z.infer<typeof CliRecord>;
export type ErrorFields = z.infer<typeof ErrorFields>;

/** An error as its line shows it, with the text for people. */
export function errorRecord(error: SyncError, pairName?: string): CliRecord {
  return { type: 'error', ...(pairName === undefined ? {} : { pair: pairName }), ...describeError(error) };
}

/** The error fields of other records, such as an activity's. */
export function describeError(error: SyncError): ErrorFields {
  const { code, path, bucket, pair, key, action, status } = error;
  const text = errorText(error);
  const technical = details(error);
  return {
    code,
    ...text,
    ...(text.message.endsWith(` ${technical}`) ? { details: technical.slice(1, -1) } : {}),
    ...(path === undefined ? {} : { path }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(pair === undefined ? {} : { pair }),
    ...(key === undefined ? {} : { key }),
    ...(action === undefined ? {} : { action }),
    ...(status === undefined ? {} : { status }),
  };
}

/** Milliseconds since the epoch as records spell instants. */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
