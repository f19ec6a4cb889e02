import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { Agent } from 'undici';

import type { SentListener } from '../../../ports/object-store.ts';
import type { RequestKind, RequestObserver } from '../../object-store/requests.ts';
import type { Place } from './places.ts';
import { createSigner, EMPTY_HASH, escapePath, type SigningKeys } from './sigv4.ts';

export interface LeanRequest {
  readonly kind: RequestKind;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly key: string;
  /** As `canonicalQuery` writes it. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Must be read to its end or destroyed, or the connection is lost. */
  readonly body: Readable;
}

export interface Sender {
  send(place: Place, request: LeanRequest, watch: SendWatch): Promise<Answer>;
  close(): Promise<void>;
}

export interface SendWatch {
  readonly signal: AbortSignal | undefined;
  /** Hears how many bytes of a large body have been handed over, piece by piece. */
  readonly onSent: SentListener | undefined;
}

export interface SenderOptions {
  /** Asked before every request: the provider keeps keys that are good, and refreshes those that expire. */
  readonly keys: () => Promise<SigningKeys>;
  /** Connections to one host at most. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** Milliseconds a connection may be silent while something is expected of it. */
  readonly idleTimeoutMs: number;
  readonly userAgent: string;
  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  readonly serverNow: () => number;
  readonly onServerTime: (serverMs: number) => void;
  readonly observer: RequestObserver;
}

/**
 * Bytes of a body handed to the socket at once. undici's wait for an answer counts from the last piece, so what is large
 * goes in pieces: a slow line is not a silent one.
 */
const PIECE = 256 * 1024;

/** Signs and sends over kept connections, HTTP/1.1, one request at a time on each. */
export function createSender(options: SenderOptions): Sender {
  const sign = createSigner();
  const agent = new Agent({
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    connect: { timeout: options.connectTimeoutMs },
    headersTimeout: options.idleTimeoutMs,
    bodyTimeout: options.idleTimeoutMs,
  });

  return {
    async send(place, request, { signal, onSent }) {
      // undici takes a connection back one turn of the event loop after its answer ended: whoever asks sooner opens another.
      await nextTurn();
      const keys = await options.keys();
      const { method, query, body } = request;
      const path = place.base + escapePath(request.key);
      const headers = sign(
        {
          method,
          path,
          query,
          headers: { ...request.headers, host: place.host },
          payloadHash: body === undefined ? EMPTY_HASH : hash('sha256', body, 'hex'),
        },
        { keys, scope: place.scope, nowMs: options.serverNow() },
      );
      headers['user-agent'] = options.userAgent;
      if (body !== undefined) headers['content-length'] = String(body.byteLength);
      options.observer.requested(request.kind, body?.byteLength ?? 0);
      const answer = await agent.request({
        origin: place.origin,
        path: query === '' ? path : `${path}?${query}`,
        method,
        headers,
        body: body === undefined || body.byteLength <= PIECE ? (body ?? null) : inPieces(body, onSent),
        signal: signal ?? null,
        // undici would close the connection after every HEAD, for servers that answer it with a body.
        reset: false,
      });
      // Whoever lets go of a body in the middle does so by destroying it, which is no error here.
      answer.body.on('error', () => {});
      const received = plainHeaders(answer.headers);
      const serverMs = Date.parse(received['date'] ?? '');
      if (!Number.isNaN(serverMs)) options.onServerTime(serverMs);
      return { status: answer.statusCode, headers: received, body: answer.body };
    },

    close: () => agent.destroy(),
  };
}

/** undici takes any iterable (its documentation, Dispatcher.dispatch, DispatchOptions.body); its types leave that out. */
function inPieces(body: Uint8Array, onSent: SentListener | undefined): Readable {
  function* pieces(): Generator<Uint8Array> {
    for (let at = 0; at < body.byteLength; at += PIECE) {
      yield body.subarray(at, at + PIECE);
      // The next is asked for once the socket has taken this one.
      onSent?.(Math.min(at + PIECE, body.byteLength));
    }
  }
  const iterable: unknown = pieces();
  return iterable as Readable;
}

/** Headers that came more than once are joined as Node does. */
function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const name in headers) {
    const value = headers[name];
    plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
