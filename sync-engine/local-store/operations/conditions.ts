import { preconditionFailed, S3Error } from '../errors.ts';
import type { RequestHead } from '../http/request.ts';
import type { Version } from '../storage/versions.ts';

/** An object as far as conditions look at it. */
type Subject = Pick<Version, 'etag' | 'modifiedMs'>;

/** ETags compare without quotes and weakness marks: clients send them either way. */
export function bareEtag(text: string): string {
  return text.trim().replace(/^W\//u, '').replaceAll('"', '');
}

/**
 * Conditions of a read, in the order of RFC 9110 section 13.2.2.
 * @param prefix `''` for the object itself, `x-amz-copy-source-` for the source of a copy (where nothing is 304)
 * @throws S3Error PreconditionFailed, NotModified
 */
export function checkReadConditions(head: RequestHead, subject: Subject, prefix = ''): void {
  const header = (name: string): string | undefined => head.header(`${prefix}${name}`);
  const ifMatch = header('if-match');
  const ifUnmodified = parseDate(header('if-unmodified-since'));
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, subject)) throw preconditionFailed('If-Match');
  } else if (ifUnmodified !== undefined && seconds(subject.modifiedMs) > seconds(ifUnmodified)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = header('if-none-match');
  const ifModified = parseDate(header('if-modified-since'));
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, subject)) throw notModified(prefix, subject, 'If-None-Match');
  } else if (ifModified !== undefined && seconds(subject.modifiedMs) <= seconds(ifModified)) {
    throw notModified(prefix, subject, 'If-Modified-Since');
  }
}

/**
 * Conditions of a write. Must run inside the change that writes: then exactly one of several racers wins.
 * @param current the object now; none when there is no object or a delete marker
 * @throws S3Error PreconditionFailed; NoSuchKey for `If-Match` on nothing; NotImplemented for `If-None-Match: <etag>`
 */
export function checkWriteConditions(head: RequestHead, current: Subject | undefined, key: string): void {
  const ifNoneMatch = head.header('if-none-match');
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*')
      throw new S3Error('NotImplemented', { details: { Header: 'If-None-Match' } });
    if (current !== undefined) throw preconditionFailed('If-None-Match');
  }
  const ifMatch = head.header('if-match');
  if (ifMatch === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey', { details: { Key: key } });
  if (!matches(ifMatch, current)) throw preconditionFailed('If-Match');
}

/** Whether an `If-Match` style list of ETags, or `*`, names this object. */
export function matches(list: string, subject: Subject): boolean {
  return list.split(',').some((item) => item.trim() === '*' || bareEtag(item) === subject.etag);
}

function notModified(prefix: string, subject: Subject, condition: string): S3Error {
  if (prefix !== '') return preconditionFailed(condition);
  return new S3Error('NotModified', {
    headers: { ETag: `"${subject.etag}"`, 'Last-Modified': new Date(subject.modifiedMs).toUTCString() },
  });
}

/** HTTP dates have whole seconds, so everything is compared in them. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function parseDate(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
