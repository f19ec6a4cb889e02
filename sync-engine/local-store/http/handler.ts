import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Verifier } from '../auth/verify.ts';
import { S3Error } from '../errors.ts';
import type { Call } from '../operations/operation.ts';
import type { Storage } from '../storage/storage.ts';
import { type Answer, writeAnswer } from './answer.ts';
import { requestBody } from './body.ts';
import { readHead, type RequestHead } from './request.ts';
import type { Route } from './route.ts';
import { route } from './routes.ts';
import { renderXml } from './xml.ts';

/** One finished request, for a log. Holds no secrets: neither headers nor signatures. */
export interface RequestRecord {
  readonly verb: string;
  /** The S3 operation; none when the request could not be understood. */
  readonly operation: string | undefined;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly status: number;
  /** S3's error code, when it was refused. */
  readonly code: string | undefined;
  /** What went wrong inside the store or on the way to the client; not told to the client. */
  readonly cause: unknown;
  readonly durationMs: number;
}

export interface HandlerOptions {
  readonly storage: Storage;
  readonly verify: Verifier;
  readonly region: string;
  readonly now: () => number;
  readonly permit: (action: string, resource: string) => void;
  readonly count: (verb: string, operation: string) => void;
  readonly log: (record: RequestRecord) => void;
}

export type Handler = (
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
) => Promise<void>;

/** Keys may have 1,024 bytes of UTF-8. */
const maxKeyBytes = 1024;

/** Makes the function that takes one request from its head to its written answer. It never rejects. */
export function createHandler(options: HandlerOptions): Handler {
  return async (message, response, expectsContinue) => {
    const started = performance.now();
    const id = randomBytes(8).toString('hex').toUpperCase();
    const seen: { head?: RequestHead; route?: Route } = {};
    let code: string | undefined;
    let cause: unknown;
    let answer: Answer;
    const exchange: Exchange = { message, response, waiting: expectsContinue };
    try {
      answer = await run(options, seen, exchange);
    } catch (error) {
      const refusal = error instanceof S3Error ? error : new S3Error('InternalError');
      if (refusal !== error) cause = error;
      code = refusal.code;
      answer = errorAnswer(refusal, message, id);
    }
    // The body never came: whatever follows on this connection could be it or the next request.
    if (exchange.waiting) response.setHeader('Connection', 'close');
    try {
      await writeAnswer(response, answer, { requestId: id, nowMs: options.now() });
    } catch (error) {
      // The client went away or the stream broke: the answer is cut off and the connection is of no more use.
      cause = error;
      response.destroy();
    }
    options.log({
      verb: message.method ?? '',
      operation: seen.route?.name,
      bucket: seen.head?.bucket,
      key: seen.head?.key,
      status: answer.status,
      code,
      cause,
      durationMs: performance.now() - started,
    });
  };
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether the client holds its body back until it is told to go on. */
  waiting: boolean;
}

async function run(
  options: HandlerOptions,
  seen: { head?: RequestHead; route?: Route },
  exchange: Exchange,
): Promise<Answer> {
  const head = (seen.head = readHead(exchange.message));
  const found = (seen.route = route(head));
  options.count(head.verb, found.name);
  const verified = options.verify(head, options.now());
  const size = Buffer.byteLength(head.key ?? '');
  if (size > maxKeyBytes) {
    throw new S3Error('KeyTooLongError', {
      details: { Size: String(size), MaxSizeAllowed: String(maxKeyBytes) },
    });
  }
  const { storage, region, now, permit } = options;
  if (found.action !== '') {
    const action = head.query('versionId') === undefined ? found.action : (found.versioned ?? found.action);
    permit(action, [head.bucket, head.key].filter((part) => part !== undefined).join('/'));
  }
  const begin = (): void => {
    if (exchange.waiting) exchange.response.writeContinue();
    exchange.waiting = false;
  };
  const body = requestBody({ message: exchange.message, head, verified, files: storage.files, begin });
  const call: Call = { head, body, storage, region, now, permit };
  return found.run(call);
}

function errorAnswer(error: S3Error, message: IncomingMessage, id: string): Answer {
  const { status, headers } = error;
  if (status === 304 || message.method === 'HEAD') return { status, headers };
  const document = renderXml(
    'Error',
    {
      Code: error.code,
      Message: error.message,
      ...error.details,
      Resource: (message.url ?? '').split('?')[0] ?? '',
      RequestId: id,
      HostId: 'windlass-store',
    },
    true,
  );
  return { status, headers: { 'Content-Type': 'application/xml', ...headers }, body: document };
}
