import type { SyncError } from '../../core/error.ts';

/** What a person reads about an error. */
export interface ErrorText {
  /** A few words, no full stop. */
  readonly title: string;
  /** What happened, in whole sentences, naming the bucket, the path or the permission concerned. */
  readonly message: string;
  /** What to do now. */
  readonly remedy: string;
}

export type TextOf = (error: SyncError) => ErrorText;

/** `the bucket "photos"`, or `the bucket` when the error names none. */
export function theBucket({ bucket }: SyncError): string {
  return bucket === undefined ? 'the bucket' : `the bucket "${bucket}"`;
}

/** The file or object concerned, in quotes; `fallback` when the error names none. */
export function theFile({ path, key }: SyncError, fallback = 'the file'): string {
  const name = path ?? key;
  return name === undefined ? fallback : `"${name}"`;
}

/** The technical sentence as a bracket at the end, with the provider's own code and the status where it does not name them itself. */
export function details({ message, foreignCode, status }: SyncError): string {
  const codes = [
    ...(foreignCode === undefined || message.includes(foreignCode) ? [] : [foreignCode]),
    ...(status === undefined || message.includes(`answered ${status}`) ? [] : [`HTTP ${status}`]),
  ];
  return codes.length === 0 ? `(${message})` : `(${message}; ${codes.join(', ')})`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export const RETRIES = 'Nothing to do: Windlass tries again by itself.';
export const LOOKS_AGAIN = 'Nothing to do: Windlass looks again and decides anew.';
