import { createHash } from 'node:crypto';

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

import { fail } from '../../core/error.ts';
import type { Log } from '../../ports/log.ts';
import type { RequestObserver } from '../object-store/requests.ts';
import { credentialProvider, type S3Credentials } from './credentials.ts';
import { requestKindOf, sentContent } from './request-kind.ts';

export interface S3AccountOptions {
  /** Such as `http://127.0.0.1:7480`; AWS when left out. */
  readonly endpoint?: string | undefined;
  /** Left out: `us-east-1` with an endpoint, else what the environment or the profile says. */
  readonly region?: string | undefined;
  readonly credentials: S3Credentials;
  /** Bucket in the path instead of the host name. True by default where the endpoint is not AWS. */
  readonly forcePathStyle?: boolean | undefined;
  /** Connections kept open at most; 64 by default. */
  readonly maxSockets?: number | undefined;
  /** CRC-32 on what is sent, checked on what is received; by default on AWS only, since others stumble over it. */
  readonly checksums?: boolean | undefined;
  /** Added to the User-Agent, such as `windlass/1.0`. */
  readonly userAgent?: string | undefined;
  readonly log?: Log | undefined;
  readonly observer?: RequestObserver | undefined;
  /** Objects above this many bytes are copied by parts; 5 GiB by default, which is where CopyObject stops. */
  readonly copyPartsAbove?: number | undefined;
  /** Bytes in every part of such a copy but the last; 512 MiB by default. */
  readonly copyPartSize?: number | undefined;
  /** Who sends what is sent once for each file: `lean` signs and sends it past the SDK's middleware; see ADR 7. */
  readonly hotPath?: 'lean' | 'sdk' | undefined;
}

/** Milliseconds until a connection must stand. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds a socket may be silent. Servers may think long over a completion: AWS allows minutes but sends spaces. */
export const IDLE_TIMEOUT_MS = 60_000;

/** The way taken where the options name none: four to five times less CPU a small request (ADR 7). */
export const DEFAULT_HOT_PATH: 'lean' | 'sdk' = 'lean';

/** Connections kept open at most, unless the options say otherwise. */
export const MAX_SOCKETS = 64;

export function isAwsEndpoint(endpoint: string | undefined): boolean {
  return endpoint === undefined || /\.amazonaws\.com(?:\.cn)?$/.test(new URL(endpoint).hostname);
}

export function sendsChecksums({ checksums, endpoint }: S3AccountOptions): boolean {
  return checksums ?? isAwsEndpoint(endpoint);
}

/** Called with the Date header of every response, as milliseconds since the epoch. */
export type ServerTimeListener = (serverMs: number) => void;

/** Throws `config-invalid` when the endpoint is not an http(s) URL. */
export function createClient(
  options: S3AccountOptions,
  observer: RequestObserver,
  onServerTime: ServerTimeListener,
): S3Client {
  if (options.endpoint !== undefined && !/^https?:$/.test(URL.parse(options.endpoint)?.protocol ?? ''))
    throw fail('config-invalid', `the endpoint '${options.endpoint}' is not an http or https URL`);
  const client = new S3Client(clientConfig(options));
  observeRequests(client, observer, onServerTime);
  if (!isAwsEndpoint(options.endpoint)) addContentMd5(client);
  return client;
}

function clientConfig(options: S3AccountOptions): S3ClientConfig {
  const aws = isAwsEndpoint(options.endpoint);
  const region = options.region ?? (options.endpoint === undefined ? undefined : 'us-east-1');
  const agent = { keepAlive: true, maxSockets: options.maxSockets ?? MAX_SOCKETS };
  // The SDK's default checksums break streams on RGW 16 and uploads to others (facts, and aws-sdk-js-v3 issue 6810).
  const checksums = sendsChecksums(options) ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  return {
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(region === undefined ? {} : { region }),
    credentials: credentialProvider(options.credentials),
    ...(options.credentials.kind === 'chain' && options.credentials.profile !== undefined
      ? { profile: options.credentials.profile }
      : {}),
    forcePathStyle: options.forcePathStyle ?? !aws,
    followRegionRedirects: aws,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    // With it the SDK opens a new connection for every part.
    expectContinueHeader: false,
    // The retrying decorator owns retries.
    maxAttempts: 1,
    ...(options.userAgent === undefined ? {} : { customUserAgent: options.userAgent }),
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      httpAgent: agent,
      httpsAgent: agent,
      logger: handlerLogger(options.log),
    },
  };
}

/** The HTTP handler warns of full sockets; without a logger it would write to the console. */
function handlerLogger(log: Log | undefined): Record<'debug' | 'info' | 'warn' | 'error', Write> {
  const write: Write = (...content) => log?.debug({}, content.map(String).join(' '));
  return { debug: write, info: write, warn: write, error: write };
}

type Write = (...content: readonly unknown[]) => void;

/** Next to the socket, so that every attempt passes and every answer is seen before it is read. */
function observeRequests(
  client: S3Client,
  observer: RequestObserver,
  onServerTime: ServerTimeListener,
): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { commandName } = context;
      const kind = commandName === undefined ? undefined : requestKindOf(commandName);
      if (kind !== undefined) observer.requested(kind, sentContent(commandName, args.request));
      const result = await next(args);
      const serverMs = Date.parse(headersOf(result.response)['date'] ?? '');
      if (!Number.isNaN(serverMs)) onServerTime(serverMs);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'windlassObserve' },
  );
}

/**
 * Batch deletes and lifecycle must carry a checksum. The SDK sends CRC-32, which older S3-compatibles do not know: they
 * ask for Content-MD5 (MissingContentMD5, "Missing required header for this request").
 */
function addContentMd5(client: S3Client): void {
  const needy = new Set(['DeleteObjectsCommand', 'PutBucketLifecycleConfigurationCommand']);
  client.middlewareStack.add(
    (next, context) => (args) => {
      const { body } = args.request as { readonly body?: unknown };
      if (needy.has(context.commandName ?? '') && typeof body === 'string')
        headersOf(args.request)['content-md5'] = createHash('md5').update(body).digest('base64');
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'windlassContentMd5' },
  );
}

function headersOf(message: unknown): Record<string, string> {
  return (message as { readonly headers: Record<string, string> }).headers;
}
