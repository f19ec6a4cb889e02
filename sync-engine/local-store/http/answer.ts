import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { renderXml, type XmlValue } from './xml.ts';

/** What an operation answers; the server writes it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream must come with its `Content-Length` among the headers. */
  readonly body?: string | Buffer | AsyncIterable<Buffer>;
}

export function xmlAnswer(root: string, content: { readonly [element: string]: XmlValue }): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: renderXml(root, content) };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers };
}

/** What every response says of itself. */
export interface ResponseIdentity {
  readonly requestId: string;
  /** The store's clock, epoch milliseconds: clients with a skewed clock set theirs by the `Date` header. */
  readonly nowMs: number;
}

/** Writes an answer; rejects when the client goes away or the stream breaks (the client then sees a cut-off body). */
export async function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  identity: ResponseIdentity,
): Promise<void> {
  const { status, body } = answer;
  const headers: Record<string, string> = {
    Server: 'windlass-store',
    Date: new Date(identity.nowMs).toUTCString(),
    'x-amz-request-id': identity.requestId,
    ...answer.headers,
  };
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    const bytes = Buffer.from(body ?? '');
    if (status !== 204 && status !== 304) headers['Content-Length'] ??= String(bytes.length);
    response.writeHead(status, headers).end(bytes);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 1024 * 1024 }), response);
}
