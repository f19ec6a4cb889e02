import type { S3Client } from '@aws-sdk/client-s3';

import { fail, hasCode, SyncFailure } from '../../core/error.ts';
import type { SentListener } from '../../ports/object-store.ts';
import type { RequestObserver } from '../object-store/requests.ts';
import { mapS3Error, type CallFacts } from './errors.ts';
import type { EtagSpelling } from './etag.ts';

/** What every operation on one bucket needs. */
export interface Wire {
  readonly client: S3Client;
  readonly bucket: string;
  readonly observer: RequestObserver;
  readonly spelling: EtagSpelling;
  readonly limits: Limits;
  /** Whether the client sends CRC-32 of its own accord. */
  readonly checksums: boolean;
}

/** Sizes in bytes; tests make them small. */
export interface Limits {
  /** Objects above this are copied by parts. S3's CopyObject stops at 5 GiB (S3 API Reference, CopyObject). */
  readonly copyPartsAbove: number;
  readonly copyPartSize: number;
}

export interface HttpOptions {
  readonly abortSignal?: AbortSignal;
  /** Of the body; heard on the short way alone (ADR 7). */
  readonly onSent?: SentListener | undefined;
}

/** The options of a request whose body somebody watches. */
export function watched(http: HttpOptions, onSent: SentListener | undefined): HttpOptions {
  return onSent === undefined ? http : { ...http, onSent };
}

/**
 * Sends one request, and rejects with a SyncFailure (or a bug). `send` must be free to run twice: where this machine's
 * clock is off, the SDK learns the server's time from the refusal and signs with it from then on, so the second try
 * succeeds. Only a clock the SDK cannot correct for ends in `clock-skew`.
 */
export async function call<T>(
  facts: CallFacts,
  signal: AbortSignal | undefined,
  send: (http: HttpOptions) => Promise<T>,
): Promise<T> {
  try {
    return await sendOnce(facts, signal, send);
  } catch (caught) {
    if (!hasCode(caught, 'clock-skew')) throw caught;
    return sendOnce(facts, signal, send);
  }
}

async function sendOnce<T>(
  facts: CallFacts,
  signal: AbortSignal | undefined,
  send: (http: HttpOptions) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  try {
    return await send(signal === undefined ? {} : { abortSignal: signal });
  } catch (caught) {
    throwIfAborted(signal);
    throw caught instanceof SyncFailure ? caught : mapS3Error(caught, facts);
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw fail('aborted', 'cancelled');
}

/** The field of a response that S3 always sends; a provider that leaves it out cannot be worked with. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw fail('server-error', `the answer has no ${what}`);
  return value;
}
