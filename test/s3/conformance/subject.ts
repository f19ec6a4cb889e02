import { SyncFailure, type SyncError, type SyncErrorCode } from '../../../sync-engine/core/error.ts';
import type {
  ByteSource,
  ObjectAccount,
  ObjectStore,
  ObjectSummary,
} from '../../../sync-engine/ports/object-store.ts';

/** What a provider is known to do; the suite checks that it does just that, and no more. */
export interface Capabilities {
  readonly putIfAbsent: boolean;
  readonly putIfMatch: boolean;
  readonly completeConditions: boolean;
  readonly copySourceIfMatch: boolean;
  readonly copyTargetConditions: boolean;
  readonly deleteIfMatch: boolean;
}

export interface Subject {
  readonly name: string;
  readonly capabilities: Capabilities;
  start(): Promise<Target>;
}

export interface Target {
  /** Copies by parts of 5 MiB above 6 MiB. */
  readonly account: ObjectAccount;
  /** The same store with other keys; left out where there are none. */
  readonly withKeys?: (accessKeyId: string | undefined, secretAccessKey: string) => ObjectAccount;
  /** Refuses these IAM actions from now on; left out where nothing can be refused. */
  readonly deny?: (actions: readonly string[]) => void;
  close(): Promise<void>;
}

export interface Suite {
  readonly capabilities: Capabilities;
  target(): Target;
  /** A new, empty bucket. */
  bucket(): Promise<ObjectStore>;
}

export const MIB = 1024 * 1024;

export const text = (content: string): Uint8Array => Buffer.from(content, 'utf8');

/** Bytes that look random and are the same in every run. */
export function noise(size: number, seed = 1): Uint8Array {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at + 4 <= size; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
}

export async function readAll(store: ObjectStore, key: string): Promise<Buffer> {
  const { body } = await store.get(key);
  return collect(body);
}

export async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function listAll(
  store: ObjectStore,
  prefix = '',
  startAfter?: string,
): Promise<readonly ObjectSummary[]> {
  const all: ObjectSummary[] = [];
  for await (const page of store.list(prefix, { startAfter })) all.push(...page);
  return all;
}

export function sourceOf(bytes: Uint8Array, chunk = 256 * 1024): ByteSource {
  return {
    size: bytes.byteLength,
    async *open(start, end) {
      for (let at = start; at <= end; at += chunk) yield bytes.subarray(at, Math.min(end + 1, at + chunk));
    },
  };
}

/** What an operation was refused with; undefined when it was done. Anything but a SyncFailure is a bug. */
export async function errorOf(operation: Promise<unknown>): Promise<SyncError | undefined> {
  try {
    await operation;
    return undefined;
  } catch (caught) {
    if (caught instanceof SyncFailure) return caught.error;
    throw caught;
  }
}

export async function refusal(operation: Promise<unknown>): Promise<SyncErrorCode | undefined> {
  return (await errorOf(operation))?.code;
}

/** Runs `work` for 0 … count − 1, a few at once. */
export async function times(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}
