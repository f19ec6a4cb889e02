import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi, useClient } from '../../api/hooks.ts';
import type { Areas } from './draft.ts';

/** What has to be made before the buckets can be used. */
export interface BucketWork {
  readonly createBucket: boolean;
  readonly createRecycle: boolean;
  readonly addRule: boolean;
  /** Where new buckets go; undefined where regions mean nothing. */
  readonly region: string | undefined;
}

/** Makes the buckets that are missing, and the rule that was asked for. What was made before a failure is not made twice. */
export function usePrepareBuckets(account: string) {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    async mutationFn({ areas, work }: { readonly areas: Areas; readonly work: BucketWork }) {
      const files = { bucket: areas.bucket, prefix: areas.prefix };
      const recycle = { bucket: areas.recycle, prefix: areas.recyclePrefix };
      const { createBucket, createRecycle, region } = work;
      const place = { account, ...(region === undefined ? {} : { region }) };
      let { addRule } = work;
      if (createBucket) await client.setup.createBucket({ ...place, name: files.bucket });
      if (createRecycle) {
        const { lifecycle } = await client.setup.createBucket({ ...place, name: recycle.bucket });
        // Offered before anybody could know; the test tells that nothing expires here.
        addRule &&= lifecycle !== 'unsupported';
      }
      if (addRule) await client.setup.setRetention({ account, files, recycle, days: areas.retentionDays });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.setup.bucket.key() }),
  });
}
