import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientOf, freshStore, pairedDevice, rowsOf } from './harness.ts';

describe('windlass verify', () => {
  it('finds both sides equal after a sync', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('a.txt', 'one');
    await laptop.runHere(['sync']);
    const { code, rows } = await laptop.runHere(['verify', '--json']);
    expect(code).toBe(0);
    expect(rowsOf({ rows }, 'verify')).toMatchObject([{ path: 'a.txt', result: 'equal' }]);
  });

  it('finds a bit that flipped on disk behind an unchanged stat', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('a.txt', 'one');
    await laptop.runHere(['sync']);
    await writeFile(laptop.at('a.txt'), 'onf');
    const { code, rows } = await laptop.runHere(['verify', '--json']);
    expect(code).toBe(1);
    expect(rowsOf({ rows }, 'verify')).toMatchObject([{ path: 'a.txt', result: 'differs' }]);
  });

  it('finds a bit that flipped in the bucket, with --download', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('a.txt', 'one');
    await laptop.runHere(['sync']);
    const s3 = clientOf(store);
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a.txt' }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'files', Key: 'a.txt', Body: 'onf', ...(Metadata && { Metadata }) }),
    );
    const { code, rows } = await laptop.runHere(['verify', '--download', '--json']);
    expect(code).toBe(1);
    expect(rowsOf({ rows }, 'verify')).toMatchObject([{ path: 'a.txt', result: 'differs' }]);
  });
});

describe('windlass doctor', () => {
  it('passes all checks where everything is allowed, and leaves nothing behind', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    const { code, rows } = await laptop.runHere(['doctor', '--json']);
    const checks = rowsOf({ rows }, 'doctor');
    expect(checks.filter((check) => check.result === 'failed')).toEqual([]);
    expect(code).toBe(0);
    await laptop.runHere(['sync']);
    expect(await readdir(laptop.folder)).toEqual(['.windlass']);
    expect((await laptop.runHere(['trash', 'list', '--json'])).rows).toEqual([]);
  });

  it.each(['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:ListBucket'])(
    'names %s when it is missing, and exits with 4',
    async (action) => {
      const store = await freshStore();
      const laptop = await pairedDevice(store);
      store.deny([action]);
      const { code, rows } = await laptop.runHere(['doctor', '--json']);
      expect(code).toBe(4);
      const failed = rowsOf({ rows }, 'doctor').filter((check) => check.result === 'failed');
      expect(failed.map((check) => check.action)).toContain(action);
    },
  );
});

describe('what windlass writes down', () => {
  it('never holds a key: not in its home, its log or its output', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('a.txt', 'one');
    const log = `${laptop.home}/windlass.log`;
    const outputs = [
      await laptop.run(['sync', '--verbose', '--debug']),
      await laptop.run(['sync', '--log-file', log]),
      await laptop.run(['doctor', '--log-file', log]),
      await laptop.run(['sync', '--debug'], {
        env: { AWS_SECRET_ACCESS_KEY: 'some-other-secret-value' },
      }),
    ];
    await rm(laptop.at('a.txt'));
    const entries = await readdir(laptop.home, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.map((file) => file.name)).toContain('windlass.log');
    const texts = await Promise.all(
      files.map((file) => readFile(`${file.parentPath}/${file.name}`, 'latin1')),
    );
    const everything = [...texts, ...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr])].join('\n');
    expect(everything).not.toContain(store.credentials.secretAccessKey);
    expect(everything).not.toContain('some-other-secret-value');
  });
});
