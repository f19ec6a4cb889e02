import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blockText, isBlockReason } from '../../sync-engine/contract/block-text.ts';
import { errorText, isSyncErrorCode } from '../../sync-engine/contract/error-text.ts';
import { CliRecord, errorRecord, instantOf } from '../../sync-engine/contract/events.ts';
import { EXIT, exitCodeOf } from '../../sync-engine/contract/exit-code.ts';

/** The members of a string union, read from its source, so that a new one is tested without anybody thinking of it. */
function membersOf(file: string, type: string): readonly string[] {
  const source = readFileSync(new URL(`../../sync-engine/core/${file}`, import.meta.url), 'utf8');
  const body = new RegExp(`type ${type} =([^;]*(?:;[^\\n]*)?)\\n\\n`).exec(source)?.[1] ?? '';
  return [...body.matchAll(/^\s*\| '([a-z-]+)'/gm)].map((match) => match[1] ?? '');
}

const codes = membersOf('error.ts', 'SyncErrorCode').filter(isSyncErrorCode);
const reasons = membersOf('entry.ts', 'BlockReason').filter(isBlockReason);

test('the lists under test are whole', () => {
  expect(codes.length).toBeGreaterThan(40);
  expect(codes).toEqual(membersOf('error.ts', 'SyncErrorCode'));
  expect(reasons).toEqual(membersOf('entry.ts', 'BlockReason'));
  expect(reasons.length).toBeGreaterThan(10);
});

test.each(codes)('%s has a title, a sentence and a remedy, with and without details', (code) => {
  const bare = errorText({ code, message: 'it broke.' });
  const full = errorText({
    code,
    message: 'it broke',
    path: 'a/b.txt',
    bucket: 'ann-photos',
    key: 'x/a/b.txt',
    action: 's3:PutObject',
    status: 403,
    foreignCode: 'AccessDenied',
  });
  for (const { title, message, remedy } of [bare, full]) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(message).not.toBe('');
    expect(remedy).toMatch(/^[A-Z`].*\.$/);
    expect(`${title} ${message} ${remedy}`).not.toContain('undefined');
  }
});

test.each(reasons)('blocked as %s has a title, a sentence and a remedy', (reason) => {
  const { title, message, remedy } = blockText(reason);
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  expect(message).toMatch(/\.$/);
  expect(remedy).toMatch(/\.$/);
});

test('a missing permission is named, with its bucket and key', () => {
  const { message, remedy } = errorText({
    code: 'access-denied',
    message: 'AccessDenied',
    action: 's3:DeleteObject',
    bucket: 'ann-photos',
    key: 'x.jpg',
  });
  expect(message).toContain('s3:DeleteObject on the bucket "ann-photos", for "x.jpg"');
  expect(remedy).toContain('s3:DeleteObject');
});

describe('exit codes', () => {
  test.each([
    ['usage', EXIT.usage],
    ['pair-unknown', EXIT.usage],
    ['credentials-missing', EXIT.credentials],
    ['credentials-invalid', EXIT.credentials],
    ['credentials-expired', EXIT.credentials],
    ['access-denied', EXIT.credentials],
    ['clock-skew', EXIT.credentials],
    ['bucket-emptied', EXIT.held],
    ['root-missing', EXIT.failure],
    ['bucket-missing', EXIT.failure],
    ['network', EXIT.failure],
  ] as const)('%s ends with %i', (code, exit) => {
    expect(exitCodeOf({ code, message: '' })).toBe(exit);
  });

  test('are those that scripts rely on', () => {
    expect(EXIT).toEqual({ ok: 0, failure: 1, usage: 2, attention: 3, credentials: 4, held: 5 });
  });
});

describe('lines of --json', () => {
  test('the summary and the trash row have exactly the fields that are fixed', () => {
    const summary = {
      type: 'summary',
      pair: 'photos',
      ...Object.fromEntries(
        'uploaded downloaded recycled trashed renamed recorded conflicts blocked failed held bytesUp bytesDown ms'
          .split(' ')
          .map((name) => [name, 0]),
      ),
      requests: { LIST: 1, GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
    };
    const trash = {
      type: 'trash',
      path: 'a',
      deletedAt: instantOf(0),
      reason: 'd',
      bornAt: null,
      size: 0,
      key: 'a~x',
    };
    for (const record of [summary, trash]) {
      expect(CliRecord.parse(record)).toEqual(record);
      expect(CliRecord.safeParse({ ...record, extra: 1 }).success).toBe(false);
      for (const name of Object.keys(record))
        expect(CliRecord.safeParse({ ...record, [name]: undefined }).success).toBe(false);
    }
  });

  test('an error line carries the text for people and is valid', () => {
    const record = errorRecord(
      { code: 'bucket-missing', message: 'NoSuchBucket', bucket: 'b1', status: 404 },
      'photos',
    );
    expect(CliRecord.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      type: 'error',
      pair: 'photos',
      code: 'bucket-missing',
      bucket: 'b1',
      title: 'Bucket not found',
    });
  });
});
