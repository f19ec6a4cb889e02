import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi, useClient } from '../../api/hooks.ts';
import type { Areas } from './draft.ts';

/** What has to be made before the buckets can be used. */
export interface BucketWork {
  readonly createBucket: boolean;
  readonly createRecycle: boolean;
  /** For a recycle bucket that is there. */
  readonly addRule: boolean;
}

/** Makes the buckets that are missing, and the rule that was asked for. What was made before a failure is not made twice. */
export function usePrepareBuckets(account: string) {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    async mutationFn({ areas, work }: { readonly areas: Areas; readonly work: BucketWork }) {
      const { bucket, recycle, recyclePrefix: prefix, retentionDays: days } = areas;
      if (work.createBucket) await client.setup.createBucket({ account, name: bucket });
      if (work.createRecycle)
        await client.setup.createBucket({ account, name: recycle, retentionDays: days });
      if (work.addRule) await client.setup.setRetention({ account, bucket: recycle, prefix, days });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.setup.bucket.key() }),
  });
}
