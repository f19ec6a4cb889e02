import { S3Error } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import type { RequestBody } from '../http/body.ts';
import type { RequestHead } from '../http/request.ts';
import type { Storage } from '../storage/storage.ts';

/** One authenticated request, as the operations see it. */
export interface Call {
  readonly head: RequestHead;
  readonly body: RequestBody;
  readonly storage: Storage;
  readonly region: string;
  /** The store's clock, epoch milliseconds. */
  now(): number;
  /** Throws AccessDenied when the action is on the deny list. */
  permit(action: string, resource: string): void;
}

export type Operation = (call: Call) => Answer | Promise<Answer>;

/** The request's bucket name; routing guarantees there is one. */
export function bucketName(call: Call): string {
  if (call.head.bucket === undefined) throw new Error('routed without a bucket');
  return call.head.bucket;
}

/** The request's key; routing guarantees there is one. */
export function objectKey(call: Call): string {
  if (call.head.key === undefined) throw new Error('routed without a key');
  return call.head.key;
}

/** A query parameter that is a count; out of range or not a number is InvalidArgument. */
export function countParameter(head: RequestHead, name: string, fallback: number): number {
  const text = head.query(name);
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,9}$/u.test(text)) {
    throw new S3Error('InvalidArgument', {
      message: `Provided ${name} not an integer or within integer range`,
      details: { ArgumentName: name, ArgumentValue: text },
    });
  }
  return Number(text);
}

/** Key or prefix as it goes into a listing: S3's `encoding-type=url` leaves `/`, `*` and unreserved characters, and writes a space as `+`. */
export function listingEncoder(head: RequestHead): (text: string) => string {
  const type = head.query('encoding-type');
  if (type === undefined) return (text) => text;
  if (type !== 'url') {
    throw new S3Error('InvalidArgument', {
      message: 'Invalid Encoding Method specified in Request',
      details: { ArgumentName: 'encoding-type', ArgumentValue: type },
    });
  }
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replaceAll(/[!'()]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The one owner of everything in the store. */
export const owner = { ID: 'windlass', DisplayName: 'windlass' } as const;
