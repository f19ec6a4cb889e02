import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';

import { fail, hasCode, SyncFailure } from '../../core/error.ts';
import type { BucketAdministration, CallOptions, LifecycleRule } from '../../ports/object-store.ts';
import { call, type HttpOptions, type Wire } from './call.ts';
import { readRule, writeRule } from './lifecycle.ts';

export function bucketAdministration(wire: Wire): BucketAdministration {
  const { client, bucket: Bucket } = wire;
  const ask = <T>(
    action: string,
    { signal }: CallOptions,
    send: (http: HttpOptions) => Promise<T>,
  ): Promise<T> => call({ action, bucket: Bucket }, signal, send);

  async function region(options: CallOptions): Promise<string | undefined> {
    try {
      const { LocationConstraint } = await ask('s3:GetBucketLocation', options, (http) =>
        client.send(new GetBucketLocationCommand({ Bucket }), http),
      );
      return LocationConstraint || undefined;
    } catch (caught) {
      // A nicety: many keys may not ask, some providers do not answer.
      if (hasCode(caught, 'access-denied', 'unsupported', 'bad-request')) return undefined;
      throw caught;
    }
  }

  return {
    async find(options = {}) {
      try {
        const head = await ask('s3:ListBucket', options, (http) =>
          client.send(new HeadBucketCommand({ Bucket }), http),
        );
        return { region: head.BucketRegion ?? (await region(options)) };
      } catch (caught) {
        if (hasCode(caught, 'bucket-missing')) return undefined;
        // An answer to HEAD has no body, so no reason: the same question as a LIST gets one.
        if (hasCode(caught, 'access-denied', 'bad-request'))
          await ask('s3:ListBucket', options, (http) =>
            client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }), http),
          );
        throw caught;
      }
    },

    async create(options = {}) {
      try {
        await ask('s3:CreateBucket', options, (http) =>
          client.send(new CreateBucketCommand({ Bucket }), http),
        );
      } catch (caught) {
        if (!(caught instanceof SyncFailure) || caught.error.foreignCode !== 'BucketAlreadyOwnedByYou')
          throw caught;
      }
    },

    async lifecycle(options = {}) {
      try {
        const { Rules } = await ask('s3:GetLifecycleConfiguration', options, (http) =>
          client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }), http),
        );
        return (Rules ?? []).map(readRule);
      } catch (caught) {
        if (hasNoRules(caught)) return [];
        throw asLifecycleError(caught);
      }
    },

    async setLifecycle(rules: readonly LifecycleRule[], options = {}) {
      try {
        await ask('s3:PutLifecycleConfiguration', options, async (http) =>
          rules.length === 0
            ? client.send(new DeleteBucketLifecycleCommand({ Bucket }), http)
            : client.send(
                new PutBucketLifecycleConfigurationCommand({
                  Bucket,
                  LifecycleConfiguration: { Rules: rules.map(writeRule) },
                }),
                http,
              ),
        );
      } catch (caught) {
        if (rules.length === 0 && hasNoRules(caught)) return;
        throw asLifecycleError(caught);
      }
    },

    async versioning(options = {}) {
      const { Status } = await ask('s3:GetBucketVersioning', options, (http) =>
        client.send(new GetBucketVersioningCommand({ Bucket }), http),
      );
      if (Status === 'Enabled') return 'enabled';
      return Status === 'Suspended' ? 'suspended' : 'off';
    },
  };
}

function hasNoRules(caught: unknown): boolean {
  return caught instanceof SyncFailure && caught.error.foreignCode === 'NoSuchLifecycleConfiguration';
}

function asLifecycleError(caught: unknown): unknown {
  if (!(caught instanceof SyncFailure) || caught.error.code !== 'unsupported') return caught;
  const { message, code: _code, ...details } = caught.error;
  return fail('lifecycle-unsupported', message, { ...details, cause: caught });
}
