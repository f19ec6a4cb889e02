import { ListBucketsCommand } from '@aws-sdk/client-s3';

import type { ObjectAccount } from '../../ports/object-store.ts';
import { unobserved } from '../object-store/requests.ts';
import { call, type Limits } from './call.ts';
import {
  CONNECT_TIMEOUT_MS,
  createClient,
  DEFAULT_HOT_PATH,
  IDLE_TIMEOUT_MS,
  MAX_SOCKETS,
  sendsChecksums,
  type S3AccountOptions,
} from './client.ts';
import { createEtagSpelling } from './etag.ts';
import { createLeanClient } from './lean/client.ts';
import { s3ObjectStore } from './store.ts';

export type { S3AccountOptions } from './client.ts';
export type { S3Credentials } from './credentials.ts';

const GIB = 1024 ** 3;

/** Milliseconds: Date has whole seconds, and the answer was on its way for a while; what is less is no difference. */
const CLOCK_RESOLUTION_MS = 2000;

/**
 * An account on S3 or anything that speaks it. Nothing is retried here (see object-store/retrying.ts) and nothing is
 * asked until the first call; throws `config-invalid` when the endpoint is not an http(s) URL.
 */
export function createS3Account(options: S3AccountOptions): ObjectAccount {
  const observer = options.observer ?? unobserved;
  const limits: Limits = {
    copyPartsAbove: options.copyPartsAbove ?? 5 * GIB,
    copyPartSize: options.copyPartSize ?? GIB / 2,
  };
  let offsetMs = 0;
  const onServerTime = (serverMs: number): void => {
    const difference = serverMs - Date.now();
    offsetMs = Math.abs(difference) < CLOCK_RESOLUTION_MS ? 0 : difference;
  };
  const sdk = createClient(options, observer, onServerTime);
  const checksums = sendsChecksums(options);
  const lean =
    (options.hotPath ?? DEFAULT_HOT_PATH) === 'sdk'
      ? undefined
      : createLeanClient(sdk, {
          checksums,
          connections: options.maxSockets ?? MAX_SOCKETS,
          connectTimeoutMs: CONNECT_TIMEOUT_MS,
          idleTimeoutMs: IDLE_TIMEOUT_MS,
          userAgent: options.userAgent ?? 'windlass',
          serverNow: () => Date.now() + offsetMs,
          onServerTime,
          observer,
        });
  const client = lean?.client ?? sdk;
  return {
    bucket: (bucket) =>
      s3ObjectStore(
        { client, bucket, observer, spelling: createEtagSpelling(), limits, checksums },
        () => offsetMs,
      ),

    async listBuckets({ signal } = {}) {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const command = new ListBucketsCommand(token === undefined ? {} : { ContinuationToken: token });
        const page = await call({ action: 's3:ListAllMyBuckets' }, signal, (http) =>
          client.send(command, http),
        );
        for (const { Name } of page.Buckets ?? []) if (Name !== undefined) names.push(Name);
        token = page.ContinuationToken || undefined;
      } while (token !== undefined);
      return names.sort();
    },

    async close() {
      await lean?.close();
      sdk.destroy();
    },
  };
}
