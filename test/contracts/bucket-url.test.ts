import { describe, expect, test } from 'vitest';
import { areasOverlap, formatBucketUrl, parseBucketUrl } from '../../sync-engine/contract/bucket-url.ts';

test.each([
  ['s3://photos', 'photos', ''],
  ['s3://photos/', 'photos', ''],
  ['S3://photos/2026', 'photos', '2026/'],
  [' s3://photos/a b/ü+%/ ', 'photos', 'a b/ü+%/'],
  ['s3://my.bucket-01/x/y', 'my.bucket-01', 'x/y/'],
])('%s is bucket %s, prefix "%s"', (text, bucket, prefix) => {
  expect(parseBucketUrl(text)).toEqual({ bucket, prefix });
  expect(parseBucketUrl(formatBucketUrl({ bucket, prefix }))).toEqual({ bucket, prefix });
});

test.each([
  ['photos', 'write s3://BUCKET'],
  ['https://photos', 'write s3://BUCKET'],
  ['s3://', 'missing'],
  ['s3:///x', 'missing'],
  ['s3://ab', '3 to 63'],
  [`s3://${'a'.repeat(64)}`, '3 to 63'],
  ['s3://Photos', 'capital'],
  ['s3://my_bucket', 'only the letters'],
  ['s3://bücket', 'only the letters'],
  ['s3://-photos', 'begins and ends'],
  ['s3://photos.', 'begins and ends'],
  ['s3://a..b', 'two dots'],
  ['s3://192.168.0.1', 'IP address'],
  ['s3://xn--photos', 'xn--'],
  ['s3://photos--x-s3', '--x-s3'],
  ['s3://photos//x', 'does not begin with "/"'],
  ['s3://photos/a//b', 'side by side'],
  ['s3://photos/a/../b', '".."'],
  ['s3://photos/.windlass/x', 'kept for Windlass'],
  [`s3://photos/${'ü'.repeat(300)}`, '512 bytes'],
  ['s3://photos/a\u0007b', 'control'],
])('%s is refused: %s', (text, problem) => {
  expect(() => parseBucketUrl(text)).toThrow(problem);
});

test('faults of the bucket and of the prefix are told together', () => {
  expect(() => parseBucketUrl('s3://Photos/a//b')).toThrow(/capital letters.*side by side/);
});

describe('areas', () => {
  const area = (prefix: string, bucket = 'one') => ({ bucket, prefix });
  test('overlap when one prefix is inside the other, in one bucket', () => {
    expect(areasOverlap(area(''), area('a/'))).toBe(true);
    expect(areasOverlap(area('a/b/'), area('a/'))).toBe(true);
    expect(areasOverlap(area('a/'), area('ab/'))).toBe(false);
    expect(areasOverlap(area(''), area('', 'two'))).toBe(false);
  });
});
