import { crc32 } from 'node:zlib';

import type { S3Client } from '@aws-sdk/client-s3';

import type { HttpOptions } from '../call.ts';
import { failureOf, type AnswerFailure } from './failure.ts';
import { operationOf, requestOf } from './operations.ts';
import { createPlaces } from './places.ts';
import { createSender, type LeanRequest, type SenderOptions } from './sender.ts';

export interface LeanClientOptions extends Omit<SenderOptions, 'keys'> {
  /** CRC-32 on what is sent. Reads are then the SDK's: it checks every kind of checksum that may come back. */
  readonly checksums: boolean;
}

export interface LeanClient {
  /** Takes every command; answers the hot ones itself and hands the rest to the SDK's. */
  readonly client: S3Client;
  close(): Promise<void>;
}

/**
 * The SDK's client with a short way for what is sent once for each file: PutObject, GetObject, HeadObject, CopyObject,
 * DeleteObject and UploadPart go signed over undici, past the SDK's middleware (see ADR 7). Same commands, same outputs,
 * errors of the same form, so that whoever sends a command need not know which way it went.
 */
export function createLeanClient(sdk: S3Client, options: LeanClientOptions): LeanClient {
  const places = createPlaces(sdk);
  const sender = createSender({ ...options, keys: () => sdk.config.credentials() });

  async function send(command: Parameters<S3Client['send']>[0], http: HttpOptions = {}): Promise<unknown> {
    const operation = operationOf(command);
    const { input } = command;
    const bucket = 'Bucket' in input ? input.Bucket : undefined;
    if (operation === undefined || bucket === undefined) return sdk.send(command, http);
    if (options.checksums && operation.method === 'GET') return sdk.send(command, http);
    const request = requestOf(operation, command, input);
    const place = request && (await places.find(bucket));
    if (request === undefined || place === undefined) return sdk.send(command, http);

    const answer = await sender.send(place, options.checksums ? withCrc32(request) : request, {
      signal: http.abortSignal,
      onSent: http.onSent,
    });
    if (answer.status >= 200 && answer.status < 300) return operation.output(answer);
    const failure = await failureOf(answer);
    if (!saysElsewhere(answer.status, failure)) throw failure;
    places.leaveToSdk(bucket);
    return sdk.send(command, http);
  }

  return {
    client: Object.create(sdk, { send: { value: send } }) as S3Client,
    close: () => sender.close(),
  };
}

/** The bucket is in another region; the SDK knows how to follow. Source: S3 User Guide, "Making requests using the REST API", redirects. */
function saysElsewhere(status: number, { Code }: AnswerFailure): boolean {
  return status === 301 || status === 307 || Code === 'AuthorizationHeaderMalformed';
}

/** As the SDK announces it. Source: S3 User Guide, "Checking object integrity for data uploads". */
function withCrc32(request: LeanRequest): LeanRequest {
  if (request.body === undefined) return request;
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(request.body));
  return {
    ...request,
    headers: {
      ...request.headers,
      'x-amz-sdk-checksum-algorithm': 'CRC32',
      'x-amz-checksum-crc32': sum.toString('base64'),
    },
  };
}
