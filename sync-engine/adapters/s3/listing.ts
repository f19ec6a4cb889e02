import { ListObjectsV2Command, type _Object } from '@aws-sdk/client-s3';

import { fail } from '../../core/error.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { ListOptions, ObjectSummary } from '../../ports/object-store.ts';
import { call, required, type Wire } from './call.ts';
import { bareEtag } from './etag.ts';
import { decodeListedKey } from './keys.ts';

/**
 * ListObjectsV2, page by page. `encoding-type=url` because XML 1.0 cannot carry every key. Each page must go on where the
 * last one stopped, in byte order: a provider that lists otherwise (S3's directory buckets do) is refused, since a merge
 * over such a listing would see deletions that are none.
 */
export async function* listObjects(
  wire: Wire,
  prefix: string,
  { signal, startAfter }: ListOptions = {},
): AsyncGenerator<readonly ObjectSummary[]> {
  const { client, bucket: Bucket } = wire;
  let last = startAfter;
  let token: string | undefined;
  for (;;) {
    const command = new ListObjectsV2Command({
      Bucket,
      Prefix: prefix,
      EncodingType: 'url',
      // Only the first page starts there: the token knows the rest.
      ...(token === undefined ? { StartAfter: startAfter } : { ContinuationToken: token }),
    });
    const page = await call({ action: 's3:ListBucket', bucket: Bucket }, signal, (http) =>
      client.send(command, http),
    );
    const summaries = (page.Contents ?? []).map((object) => summaryOf(object, page.EncodingType));
    for (const { key } of summaries) {
      if (last !== undefined && compareUtf8(key, last) <= 0)
        throw fail('unsupported', `the listing is not in byte order at ${JSON.stringify(key)}`);
      last = key;
    }
    if (summaries.length > 0) yield summaries;
    if (page.IsTruncated !== true) return;
    if (page.NextContinuationToken === undefined || page.NextContinuationToken === token)
      throw fail('listing-incomplete', 'the listing stops in the middle, without a way to go on');
    token = page.NextContinuationToken;
  }
}

function summaryOf(object: _Object, encoding: string | undefined): ObjectSummary {
  return {
    key: decodeListedKey(required(object.Key, 'Key'), encoding),
    size: required(object.Size, 'Size'),
    etag: bareEtag(object.ETag),
    modifiedMs: required(object.LastModified, 'LastModified').getTime(),
  };
}
