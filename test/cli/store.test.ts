import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import path from 'node:path';
import { collect, device, ended, parseRows, rowsOf, until } from './harness.ts';

describe('windlass store', () => {
  it('prints endpoint and keys, serves until Ctrl-C, and keeps what it was given', async () => {
    const laptop = await device(undefined);
    const directory = path.join(laptop.home, 'store');
    const keys: string[] = [];
    for (const more of [['--bucket', 'one', '--bucket', 'two'], []]) {
      const running = laptop.start(['store', '--dir', directory, '--json', ...more]);
      const stdout = collect(running.stdout);
      const [row] = await until(() => {
        const rows = rowsOf({ rows: parseRows(stdout()) }, 'store');
        return Promise.resolve(rows.length > 0 && rows);
      });
      const { endpoint = '', accessKeyId = '', secretAccessKey = '' } = row ?? {};
      keys.push(accessKeyId);
      const s3 = new S3Client({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey },
        forcePathStyle: true,
      });
      onTestFinished(() => s3.destroy());
      const { Buckets } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets?.map((bucket) => bucket.Name)).toEqual(['one', 'two']);
      s3.destroy();
      const over = ended(running);
      running.kill('SIGINT');
      expect(await over).toBe(130);
    }
    expect(keys[0]).toBe(keys[1]);
  });
});
