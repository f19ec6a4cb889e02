import { describe, expect, test } from 'vitest';
import { parseConnectionString } from '../../sync-engine/contract/connection-string.ts';
import { toSyncError } from '../../sync-engine/core/error.ts';

const WHOLE = {
  serviceUrl: 'https://s3.example.com',
  accessKey: 'AKIAEXAMPLE',
  secretKey: 'a/b+c==',
  objectBucket: 'creatio-files',
  recycleBucket: 'creatio-recycle',
  region: undefined,
};

describe('is read', () => {
  test.each([
    [
      'as Creatio writes it',
      'ServiceUrl=https://s3.example.com; AccessKey=AKIAEXAMPLE; SecretKey=a/b+c==; ObjectBucketName=creatio-files; RecycleBucketName=creatio-recycle;',
    ],
    [
      'in any order and letter case, without a last semicolon',
      'recyclebucketname=creatio-recycle;SECRETKEY=a/b+c==;accessKey=AKIAEXAMPLE;objectbucketname=creatio-files;serviceurl=https://s3.example.com',
    ],
    [
      'with spaces and line ends everywhere',
      '\n ServiceUrl = https://s3.example.com ;\r\n Access Key= AKIAEXAMPLE ; Secret Key =a/b+c== ;ObjectBucketName =creatio-files;; RecycleBucketName= creatio-recycle ; \n',
    ],
    [
      'with quoted values',
      `ServiceUrl="https://s3.example.com";AccessKey='AKIAEXAMPLE';SecretKey="a/b+c==" ; ObjectBucketName=creatio-files;RecycleBucketName=creatio-recycle`,
    ],
  ])('%s', (_, text) => {
    expect(parseConnectionString(text)).toEqual(WHOLE);
  });

  const withSecret = (secret: string): string =>
    `ServiceUrl=http://[::1]:9000/x;Region=eu-1;AccessKey=k;SecretKey=${secret};ObjectBucketName=aaa;RecycleBucketName=bbb`;
  test.each([
    ['"semi;colon=and ""quote"""', 'semi;colon=and "quote"'],
    ["'it''s; '", "it's; "],
    ['ends with"', 'ends with"'],
    ['"opens only', '"opens only'],
    ['x=y=;'.slice(0, -1), 'x=y='],
  ])('with the secret %s', (written, secret) => {
    expect(parseConnectionString(withSecret(written))).toMatchObject({ secretKey: secret, region: 'eu-1' });
  });
});

describe('is refused', () => {
  const problem = (text: string): string => {
    try {
      parseConnectionString(text);
    } catch (caught) {
      expect(toSyncError(caught).code).toBe('usage');
      return toSyncError(caught).message;
    }
    return '';
  };

  test('with every missing, unknown, doubled and wrong key named at once', () => {
    const message = problem(
      'ServiceUrl=ftp://x;AccessKey=;accesskey=again;Colour=red;ObjectBucketName=Bad_Name;Bucket Name=x',
    );
    for (const part of [
      'missing: SecretKey, RecycleBucketName',
      '"Colour" is not a key',
      '"Bucket Name" is not a key',
      'AccessKey is given twice',
      'AccessKey: is empty',
      'ServiceUrl: must be a web address',
      'ObjectBucketName: a bucket name has no capital letters',
    ])
      expect(message).toContain(part);
  });

  test.each(['', ' ; ;', 'nonsense', '=', '=;=', 'a'.repeat(10_000), '"', 'SecretKey="'])(
    'when it is "%s", without a crash',
    (text) => {
      expect(problem(text)).toContain('missing');
    },
  );

  test('without ever repeating a secret, also one that fell apart', () => {
    const text =
      'AccessKey=AKIAVISIBLE1;SecretKey=s3cr3t;tail0fs3cret;more=0fs3cret;p4rt/=x;ServiceUrl=https://user:hidden@host;SecretKey=s3cr3t';
    const message = problem(text);
    for (const secret of ['AKIAVISIBLE1', 's3cr3t', 'tail0fs3cret', '0fs3cret', 'p4rt', 'hidden'])
      expect(message).not.toContain(secret);
    expect(message).toContain('needs quotes');
  });
});
