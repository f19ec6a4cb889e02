import type { IncomingMessage } from 'node:http';
import { S3Error } from '../errors.ts';

/** A request's head, taken apart but not yet trusted. */
export interface RequestHead {
  readonly verb: string;
  /** Path exactly as sent, without the query. */
  readonly rawPath: string;
  /** Query parameters in the order sent, decoded. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** First value of a decoded query parameter. */
  query(name: string): string | undefined;
  /** A header's value (lower-case name); repeated headers are joined by a comma. */
  header(name: string): string | undefined;
  /** All headers, lower-case names, values as sent (bytes as latin1). */
  readonly headers: ReadonlyMap<string, string>;
  /** Which bucket and key the request is about; none for the service itself. */
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** Takes the head of a request apart; a path or query that is not valid UTF-8 is InvalidURI. */
export function readHead(message: IncomingMessage): RequestHead {
  // Never `new URL()`: it resolves `.` and `..`, which are ordinary characters of a key.
  const [rawPath = '/', ...rest] = (message.url ?? '/').split('?');
  const parameters = parseQuery(rest.join('?'));
  const headers = new Map(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
  );
  const target = locate(headers.get('host') ?? '', rawPath);
  return {
    verb: message.method ?? 'GET',
    rawPath,
    parameters,
    headers,
    query: (name) => parameters.find(([candidate]) => candidate === name)?.[1],
    header: (name) => headers.get(name),
    ...target,
  };
}

/** Decodes percent-encoding as UTF-8, strictly. */
export function decodeComponent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}

function parseQuery(raw: string): [string, string][] {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const decode = (text: string): string => decodeComponent(text.replaceAll('+', ' '));
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

/** Virtual-host style (`bucket.s3.localhost`, `bucket.localhost`) or path style. */
function locate(host: string, rawPath: string): Pick<RequestHead, 'bucket' | 'key'> {
  const virtual = /^(?<bucket>.+?)\.(?:s3\.)?localhost(?::\d+)?$/iu.exec(host)?.groups?.['bucket'];
  if (virtual !== undefined && virtual !== 's3') {
    return { bucket: virtual.toLowerCase(), key: nonEmpty(decodeComponent(rawPath.slice(1))) };
  }
  const slash = rawPath.indexOf('/', 1);
  const bucket = slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash);
  const key = slash < 0 ? '' : rawPath.slice(slash + 1);
  return { bucket: nonEmpty(decodeComponent(bucket)), key: nonEmpty(decodeComponent(key)) };
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text;
}
