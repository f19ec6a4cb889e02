import type { SyncError } from '../core/error.ts';

/**
 * One bucket of an S3-compatible object store.
 *
 * Every implementation guarantees:
 * - **Errors.** A call rejects with a SyncFailure only: `access-denied` names the IAM `action`; a missing key is
 *   `undefined` from `head`, `object-missing` elsewhere; a lost race is `precondition-failed`; an AbortSignal gives `aborted`.
 * - **Ambiguity.** A write that rejects with a transient error may have happened. Callers look again before they judge.
 * - **Listing.** `list` yields keys in UTF-8 byte order, each key once, exactly as stored. If any page fails the iterator
 *   rejects; a listing that ends without an error is complete.
 * - **ETags** are opaque and come without quotes; the implementation sends them in whatever spelling the provider takes.
 * - **Metadata** keys are lower case; values may be any Unicode (encoded on the wire, decoded on the way back), 2 KB in all.
 * - **Conditions** are passed on. Whether the provider honours them is the caller's to know (`BucketTraits`, found by a probe).
 * - **Bytes.** `get` yields exactly the asked range of one version, or rejects; a body that ends early is a `network` failure.
 */
export interface ObjectStore {
  readonly bucket: string;

  /** Lists keys under `prefix` (which may be empty), after `startAfter` when given, a page at a time (1,000 keys at most). */
  list(prefix: string, options?: ListOptions): AsyncIterable<readonly ObjectSummary[]>;

  /** Resolves undefined when there is no such key. */
  head(key: string, options?: CallOptions): Promise<ObjectHead | undefined>;

  get(key: string, options?: GetOptions): Promise<ObjectContent>;

  /** Writes one object in one request from memory; at most 5 GiB, meant for small bodies. */
  put(key: string, body: Uint8Array, options?: PutOptions): Promise<Written>;

  /**
   * Writes one object from a source of known size without holding it in memory: parts go side by side, and a failure
   * leaves no multipart upload behind. For sizes between a single PUT and a resumable upload.
   */
  putStream(key: string, source: ByteSource, options?: PutOptions): Promise<Written>;

  /**
   * Copies on the server from `source` (same endpoint, any bucket), metadata and content type included; above 5 GiB
   * by parts. With `ifSourceMatch`, rejects `precondition-failed` where the provider honours it.
   */
  copyFrom(source: CopySource, key: string, options?: CopyOptions): Promise<Written>;

  /** Deletes one key; a key that is not there is no error. */
  delete(key: string, options?: DeleteOptions): Promise<void>;

  /** Deletes many keys (any number, batched by 1,000); resolves with the failures, an empty array when all went well. */
  deleteMany(keys: readonly string[], options?: CallOptions): Promise<readonly DeleteFailure[]>;

  readonly multipart: MultipartOperations;
  readonly administration: BucketAdministration;

  /** The server's clock minus ours in milliseconds, from the last response's Date header; 0 before the first. */
  clockOffsetMs(): number;
}

/** A multipart upload step by step, so that one can go on after a restart. */
export interface MultipartOperations {
  create(key: string, options?: PutOptions): Promise<{ readonly uploadId: string }>;
  /** `partNumber` counts from 1. */
  uploadPart(
    upload: UploadRef,
    partNumber: number,
    body: Uint8Array,
    options?: PartOptions,
  ): Promise<UploadedPart>;
  /** All finished parts in order; rejects `upload-missing` when the upload is gone. */
  listParts(upload: UploadRef, options?: CallOptions): Promise<readonly UploadedPart[]>;
  /** Conditions apply at this moment where the provider honours them. */
  complete(upload: UploadRef, parts: readonly UploadedPart[], options?: PutOptions): Promise<Written>;
  /** An upload that is already gone is no error. */
  abort(upload: UploadRef, options?: CallOptions): Promise<void>;
  list(prefix: string, options?: CallOptions): Promise<readonly PendingUpload[]>;
}

export interface BucketAdministration {
  /** Resolves undefined when the bucket does not exist; rejects `access-denied` when it may not be seen. */
  find(options?: CallOptions): Promise<{ readonly region: string | undefined } | undefined>;
  create(options?: CallOptions): Promise<void>;
  /** An empty array when no rule is set; rejects `lifecycle-unsupported` where the provider has none. */
  lifecycle(options?: CallOptions): Promise<readonly LifecycleRule[]>;
  /** Replaces the whole configuration, as S3 does; an empty array removes it. */
  setLifecycle(rules: readonly LifecycleRule[], options?: CallOptions): Promise<void>;
  versioning(options?: CallOptions): Promise<'off' | 'enabled' | 'suspended'>;
}

/** The buckets one account sees, and the way to open one. */
export interface ObjectAccount {
  bucket(name: string): ObjectStore;
  /** Names in order; rejects `access-denied` where the keys may not list buckets. */
  listBuckets(options?: CallOptions): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ListOptions extends CallOptions {
  readonly startAfter?: string | undefined;
}

export interface GetOptions extends CallOptions {
  /** Rejects `precondition-failed` when the object has another ETag. */
  readonly ifMatch?: string | undefined;
  /** Bytes `start` to `end`, both inclusive, as in HTTP. */
  readonly range?: { readonly start: number; readonly end: number } | undefined;
}

export interface WriteConditions {
  /** Write only over this version. */
  readonly ifMatch?: string | undefined;
  /** Write only where nothing is. */
  readonly ifAbsent?: boolean | undefined;
}

export interface PutOptions extends CallOptions, WriteConditions {
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly contentType?: string | undefined;
  readonly onProgress?: SentListener | undefined;
}

/** Called with the bytes of the body that have gone so far; begins anew with a try that sends them again. */
export type SentListener = (sentBytes: number) => void;

export interface PartOptions extends CallOptions {
  readonly onProgress?: SentListener | undefined;
}

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  /** Bytes; decides between one CopyObject and a copy by parts. */
  readonly size: number;
}

export interface CopyOptions extends CallOptions, WriteConditions {
  readonly ifSourceMatch?: string | undefined;
  /** Replaces the metadata (and keeps the content type); left out, the source's is kept. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export interface DeleteOptions extends CallOptions {
  /** Delete only this version, where the provider honours it. */
  readonly ifMatch?: string | undefined;
}

export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** Opens bytes `start` to `end`, both inclusive. May be called again for a retry. */
  open(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface ObjectSummary {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}

export interface ObjectHead {
  readonly size: number;
  readonly etag: string;
  /** Milliseconds since the epoch; HEAD has whole seconds. */
  readonly modifiedMs: number;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectContent extends ObjectHead {
  /** Reading stops, and the connection is let go, when the iteration ends early. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Written {
  /** Without quotes; never empty (an implementation looks again where the provider leaves it out). */
  readonly etag: string;
  /** Milliseconds since the epoch, where the provider told (copies); undefined where it did not (puts). */
  readonly modifiedMs: number | undefined;
}

export interface DeleteFailure {
  readonly key: string;
  readonly error: SyncError;
}

export interface UploadRef {
  readonly key: string;
  readonly uploadId: string;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly size: number;
}

export interface PendingUpload extends UploadRef {
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
}

/** One lifecycle rule. What we do not model is kept in `foreign` and written back as it was. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly expireDays?: number | undefined;
  readonly abortUploadDays?: number | undefined;
  /** The provider's own form of a rule that is not ours; opaque. */
  readonly foreign?: unknown;
}

/** What a provider really does, found by a probe at set-up and kept in the index. Source: shared facts on RGW, B2, R2. */
export interface BucketTraits {
  /** PUT with If-None-Match: * refuses to overwrite. */
  readonly putIfAbsent: boolean;
  /** PUT with If-Match refuses when the version is another. */
  readonly putIfMatch: boolean;
  /** Whichever of the two it honours at PUT, it honours at CompleteMultipartUpload too. */
  readonly completeConditions: boolean;
  /** CopyObject with a source condition refuses when the source is another version. */
  readonly copySourceIfMatch: boolean;
  /** CopyObject with a condition on what is at the target refuses like a PUT. */
  readonly copyTargetConditions: boolean;
  /** DELETE with If-Match refuses when the version is another. */
  readonly deleteIfMatch: boolean;
  /** When the probe ran, milliseconds since the epoch. */
  readonly probedAtMs: number;
}
