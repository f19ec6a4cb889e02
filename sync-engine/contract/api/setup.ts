import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { bytes, count, done, ErrorInfo, pairId, procedure } from './base.ts';
import { CheckRow, PlanEvent } from './pairs.ts';
import { Mode } from './state.ts';
import { Expiry } from './trash.ts';

const bucketName = z.string().min(1).max(255);
const prefix = z.string().max(1024);
const Area = z.strictObject({ bucket: bucketName, prefix });

/** How to get in. Keys are held in memory until the pair is made, and kept where `keepIn` says then. */
export const AccountDraft = z.strictObject({
  endpoint: z.string().max(2000).optional(),
  region: z.string().max(100).optional(),
  credentials: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('keys'),
      accessKeyId: z.string().min(1).max(500),
      secretAccessKey: z.string().min(1).max(2000),
      sessionToken: z.string().max(10_000).optional(),
    }),
    z.strictObject({ kind: z.literal('profile'), profile: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal('env') }),
    /** As another pair does. */
    z.strictObject({ kind: z.literal('pair'), pair: pairId }),
  ]),
});
export type AccountDraft = z.infer<typeof AccountDraft>;

/** An account that was opened for set-up; `ref` names it in later calls, until the service ends. */
export const OpenedAccount = z.strictObject({
  ref: z.string(),
  /** Null: these keys may not list buckets; a name can be typed. */
  buckets: z.array(z.string()).nullable(),
  /** Why not. */
  denied: ErrorInfo.optional(),
  /** Where new buckets are made unless another is named; absent where regions mean nothing. */
  region: z.string().optional(),
  /** Regions to offer for new buckets. */
  regions: z.array(z.string()).readonly(),
});
export type OpenedAccount = z.infer<typeof OpenedAccount>;

export const BucketInfo = z.strictObject({
  name: z.string(),
  exists: z.boolean(),
  region: z.string().optional(),
  versioning: z.enum(['off', 'enabled', 'suspended', 'unknown']),
  /** The soonest end that a rule puts to what lies in the area; null when none does. */
  expiry: Expiry.nullable(),
  otherRules: count,
  lifecycle: z.enum(['supported', 'unsupported', 'unknown']),
  /** True when a LIST shows nothing at all. */
  empty: z.boolean(),
});
export type BucketInfo = z.infer<typeof BucketInfo>;

export const FolderRow = z.strictObject({ name: z.string(), path: z.string() });

/** What a folder on this computer is, before it becomes a pair's. */
export const FolderInfo = z.strictObject({
  path: z.string(),
  exists: z.boolean(),
  /** Why it cannot be used; absent when it can. */
  fault: ErrorInfo.optional(),
  /** Free bytes of its file system; absent where unknown. */
  freeBytes: bytes.optional(),
  /** The folder above; absent at the top. */
  parent: z.string().optional(),
  /** Folders in it, sorted, hidden ones left out, at most 1,000. */
  folders: z.array(FolderRow).readonly(),
});
export type FolderInfo = z.infer<typeof FolderInfo>;

export const PairDraft = z.strictObject({
  account: z.string(),
  name: z.string().min(1).max(100),
  folder: z.string().min(1).max(4096),
  /** Makes the folder when it is missing. */
  makeFolder: z.boolean(),
  ...Area.shape,
  recycle: Area,
  mode: Mode,
  /** Where new keys are kept. `file` needs a passphrase, and is for computers without a keychain. */
  keepIn: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('keychain') }),
    z.strictObject({ kind: z.literal('file'), passphrase: z.string().min(8).max(1000) }),
  ]),
});
export type PairDraft = z.infer<typeof PairDraft>;

export const setupContract = {
  /** What this computer offers: AWS profiles, keys in the environment, a keychain, a folder to begin with. */
  offers: procedure.output(
    z.strictObject({
      profiles: z.array(z.string()).readonly(),
      environmentKeys: z.boolean(),
      keychain: z.boolean(),
      /** A folder to suggest, such as ~/Windlass. */
      folder: z.string(),
      separator: z.enum(['/', '\\']),
    }),
  ),
  open: procedure.input(AccountDraft).output(OpenedAccount),
  /** Starts the embedded store, with both buckets made. */
  tryWithoutAccount: procedure.output(
    z.strictObject({ account: OpenedAccount, endpoint: z.string(), bucket: z.string(), recycle: z.string() }),
  ),
  /** `prefix`: of the area whose expiry is told. */
  bucket: procedure
    .input(z.strictObject({ account: z.string(), name: bucketName, prefix: prefix.default('') }))
    .output(BucketInfo),
  createBucket: procedure
    .input(z.strictObject({ account: z.string(), name: bucketName, region: z.string().max(100).optional() }))
    .output(BucketInfo),
  /** The rule of the recycle area, merged with those already there. Rejects `usage` where it would cover the files too. */
  setRetention: procedure
    .input(
      z.strictObject({
        account: z.string(),
        files: Area,
        recycle: Area,
        days: z.int().min(1).max(36_500).nullable(),
      }),
    )
    .output(BucketInfo),
  /** One tick a permission. */
  test: procedure
    .input(
      z.strictObject({
        account: z.string(),
        ...Area.shape,
        recycle: Area,
      }),
    )
    .output(eventIterator(CheckRow)),
  /** `pair`: whose folder it is to become, after it was moved; where that one was is no obstacle. */
  folder: procedure
    .input(z.strictObject({ path: z.string().max(4096), pair: pairId.optional() }))
    .output(FolderInfo),
  makeFolder: procedure.input(z.strictObject({ path: z.string().min(1).max(4096) })).output(FolderInfo),
  /** What the first sync would do; nothing is kept. */
  plan: procedure.input(PairDraft).output(eventIterator(PlanEvent)),
  /** Makes the pair and starts it. */
  finish: procedure.input(PairDraft).output(z.strictObject({ pair: pairId })),
  /** Forgets keys held in memory. */
  close: procedure.input(z.strictObject({ account: z.string() })).output(done),
};
