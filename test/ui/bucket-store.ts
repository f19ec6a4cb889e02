import { onTestFinished } from 'vitest';
import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import type { DeskServer } from './desk.ts';

/** Opens buckets of a desk by their names, until the test ends. */
export function openBuckets(s3: DeskServer): (name: string) => ObjectStore {
  const { accessKeyId, secretAccessKey, endpoint } = s3;
  const credentials = { kind: 'static', accessKeyId, secretAccessKey } as const;
  const account = createS3Account({ endpoint, region: 'us-east-1', credentials });
  onTestFinished(() => account.close());
  return (name) => account.bucket(name);
}
