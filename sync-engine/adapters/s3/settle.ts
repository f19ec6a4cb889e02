import { fail } from '../../core/error.ts';
import type { UploadedPart, Written } from '../../ports/object-store.ts';
import { multipartEtag } from '../object-store/multipart-etag.ts';
import type { Wire } from './call.ts';
import { bareEtag } from './etag.ts';
import { headObject } from './reading.ts';

interface SettleOptions {
  readonly parts: readonly UploadedPart[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a completed multipart upload became. Ceph RGW 16 leaves the ETag out of its answer, so we look.
 *
 * RACE: between completing and looking somebody else may have written the key, and their ETag must not pass for ours. The
 * usual multipart ETag (MD5 over the parts' MD5s, a dash, their number) tells; where the provider makes ETags of another
 * form, the size must do.
 */
export async function settleWritten(
  wire: Wire,
  key: string,
  etag: string | undefined,
  { parts, signal }: SettleOptions,
): Promise<Written> {
  const told = bareEtag(etag);
  if (told !== '') return { etag: told, modifiedMs: undefined };
  const head = await headObject(wire, key, { signal });
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const usual = multipartEtag(parts);
  const ours =
    head !== undefined &&
    head.size === size &&
    (usual === undefined || head.etag === usual || !/^[0-9a-f]{32}(?:-\d+)?$/.test(head.etag));
  if (!ours)
    throw fail('precondition-failed', 'the object was replaced right after it was written', {
      bucket: wire.bucket,
      key,
    });
  return { etag: head.etag, modifiedMs: head.modifiedMs };
}
