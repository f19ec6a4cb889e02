import { CHECKS, type CheckName } from '../../contract/check-names.ts';
import { fail } from '../../core/error.ts';
import { keyOf } from '../../core/object-key.ts';
import { RESERVED } from '../../core/path.ts';
import type { ObjectStore, UploadRef } from '../../ports/object-store.ts';
import type { BucketContext } from '../pair.ts';
import type { Step } from './step.ts';

const BODY = new TextEncoder().encode('windlass doctor');
/** Not ASCII on purpose: names of devices are not either. */
const METADATA = { device: 'Prüfgerät' };

/** Everything a sync does to objects, on one of our own below `.windlass/probe/`. `cleanUp` takes away whatever is left of it. */
export function objectChecks(context: BucketContext): {
  readonly steps: readonly Step[];
  readonly cleanUp: () => Promise<void>;
} {
  const { store, recycle, settings, random, signal } = context;
  const name = `${RESERVED}/probe/doctor-${random.id(12)}`;
  const key = keyOf(settings.prefix, name);
  const trash = keyOf(settings.recyclePrefix, name);
  const source = { bucket: store.bucket, key, size: BODY.byteLength };
  let upload: UploadRef | undefined;
  let copyUpload: UploadRef | undefined;
  const inFiles = (
    check: CheckName,
    action: string,
    run: Step['run'],
    needs: readonly CheckName[] = [CHECKS.put],
  ): Step => ({
    check,
    action,
    bucket: store.bucket,
    run,
    needs,
  });
  const inRecycle = (
    check: CheckName,
    action: string,
    run: Step['run'],
    needs: readonly CheckName[] = [CHECKS.copy],
  ): Step => ({
    ...inFiles(check, action, run, needs),
    bucket: recycle.bucket,
  });
  const steps: readonly Step[] = [
    inFiles(CHECKS.listFiles, 's3:ListBucket', () => listed(store, settings.prefix, signal), []),
    inRecycle(CHECKS.listRecycle, 's3:ListBucket', () => listed(recycle, settings.recyclePrefix, signal), []),
    inFiles(
      CHECKS.put,
      's3:PutObject',
      async () => {
        await store.put(key, BODY, { metadata: METADATA, signal });
        return 'written';
      },
      [],
    ),
    inFiles(CHECKS.look, 's3:GetObject', async () => {
      const head = await store.head(key, { signal });
      if (head?.size !== BODY.byteLength) throw fail('content-mismatch', 'it is not there as it was written');
      return head.metadata['device'] === METADATA.device
        ? 'size and metadata are as written'
        : { code: 'metadata-lost' };
    }),
    inFiles(CHECKS.read, 's3:GetObject', async () => {
      const { body } = await store.get(key, { signal });
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      const text = chunks.map((chunk) => new TextDecoder().decode(chunk)).join('');
      if (text !== new TextDecoder().decode(BODY))
        throw fail('content-mismatch', 'what is read is not what was written');
      return 'the content is as written';
    }),
    inRecycle(
      CHECKS.copy,
      's3:PutObject',
      async () => {
        await recycle.copyFrom(source, trash, { signal });
        const head = await recycle.head(trash, { signal });
        if (head?.size !== BODY.byteLength)
          throw fail('content-mismatch', 'the copy is not there as it was made');
        return 'deleted and replaced files can be kept';
      },
      // Most providers do not tell which end of a copy they refuse: where the source cannot be read, that is said already.
      [CHECKS.put, CHECKS.read],
    ),
    inFiles(
      CHECKS.copyBack,
      's3:PutObject',
      async () => {
        await store.copyFrom({ ...source, bucket: recycle.bucket, key: trash }, key, { signal });
        return 'files can be restored';
      },
      [CHECKS.copy],
    ),
    inFiles(
      CHECKS.createUpload,
      's3:PutObject',
      async () => {
        upload = { key, ...(await store.multipart.create(key, { signal })) };
        return 'large files can be uploaded in parts';
      },
      [CHECKS.put],
    ),
    inFiles(
      CHECKS.listParts,
      's3:ListMultipartUploadParts',
      async () => {
        await store.multipart.listParts(required(upload), { signal });
        return 'large uploads go on after a restart';
      },
      [CHECKS.createUpload],
    ),
    {
      ...inFiles(
        CHECKS.listUploads,
        's3:ListBucketMultipartUploads',
        async () => {
          await store.multipart.list(key, { signal });
          return 'unfinished uploads are found and ended';
        },
        [CHECKS.createUpload],
      ),
      onlyFor: 'find-unfinished-uploads',
    },
    inFiles(
      CHECKS.abortUpload,
      's3:AbortMultipartUpload',
      async () => {
        await store.multipart.abort(required(upload), { signal });
        upload = undefined;
        return 'aborted';
      },
      [CHECKS.createUpload],
    ),
    inFiles(CHECKS.delete, 's3:DeleteObject', async () => {
      await store.delete(key, { signal });
      if ((await store.head(key, { signal })) !== undefined)
        throw fail('content-mismatch', 'it is still there after it was deleted');
      return 'deleted';
    }),
    {
      ...inRecycle(CHECKS.abortRecycle, 's3:AbortMultipartUpload', async () => {
        copyUpload = { key: trash, ...(await recycle.multipart.create(trash, { signal })) };
        await recycle.multipart.abort(copyUpload, { signal });
        return 'a copy that breaks off can be cleared away';
      }),
      onlyFor: 'clear-broken-copies',
    },
    {
      ...inRecycle(CHECKS.deleteRecycle, 's3:DeleteObject', async () => {
        await recycle.delete(trash, { signal });
        return 'trash entries can be purged';
      }),
      onlyFor: 'purge',
    },
  ];
  return {
    steps,
    // The signal may have fired; what was made is taken away all the same, as far as the keys may.
    async cleanUp() {
      const [left, copyLeft] = [upload, copyUpload];
      await Promise.allSettled([
        ...(left === undefined ? [] : [store.multipart.abort(left)]),
        ...(copyLeft === undefined ? [] : [recycle.multipart.abort(copyLeft)]),
        store.delete(key),
        recycle.delete(trash),
      ]);
    },
  };
}

async function listed(store: ObjectStore, prefix: string, signal: AbortSignal): Promise<string> {
  for await (const page of store.list(prefix, { signal })) {
    if (page.length > 0) return 'it can be listed';
  }
  return 'it can be listed, and holds nothing yet';
}

function required(upload: UploadRef | undefined): UploadRef {
  if (upload === undefined) throw new Error('no upload was started');
  return upload;
}
