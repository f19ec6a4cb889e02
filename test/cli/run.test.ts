import os from 'node:os';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';
import { clientOf, collect, ended, freshStore, pairedDevice, parseRows, rowsOf, until } from './harness.ts';

async function isInBucket(store: LocalStore, key: string): Promise<true> {
  const s3 = clientOf(store);
  return until(() =>
    s3.send(new HeadObjectCommand({ Bucket: 'files', Key: key })).then(
      () => true as const,
      () => false as const,
    ),
  );
}

describe('windlass run', () => {
  it('takes up what is written while it runs, and ends cleanly at Ctrl-C with 130', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('before.txt', 'there before');
    const running = laptop.start(['run', '--json']);
    const stdout = collect(running.stdout);
    await isInBucket(store, 'before.txt');
    await laptop.write('while.txt', 'written while it runs');
    await isInBucket(store, 'while.txt');
    const over = ended(running);
    running.kill('SIGINT');
    expect(await over).toBe(130);
    const summaries = rowsOf({ rows: parseRows(stdout()) }, 'summary');
    expect(summaries.reduce((sum, row) => sum + row.uploaded, 0)).toBe(2);
    expect((await laptop.run(['sync', '--json'])).last).toMatchObject({
      uploaded: 0,
      downloaded: 0,
      failed: 0,
    });
  });

  it('gives way to other programs', async () => {
    const laptop = await pairedDevice(await freshStore());
    const running = laptop.start(['run'], { env: { WINDLASS_PRIORITY: undefined } });
    const lowered = () => os.getPriority(running.pid) === os.constants.priority.PRIORITY_BELOW_NORMAL;
    expect(await until(() => Promise.resolve(lowered()))).toBe(true);
  });

  it('lets others look while it runs, but not sync', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('a.txt', 'one');
    const running = laptop.start(['run']);
    await isInBucket(store, 'a.txt');
    const status = await until(async () => {
      const [row] = rowsOf(await laptop.runHere(['status', '--json']), 'status');
      return row?.files === 1 ? row : undefined;
    });
    expect(status.runningPid).toBe(running.pid);
    for (const command of [['activity'], ['conflicts'], ['held'], ['trash', 'list'], ['verify'], ['doctor']])
      expect([command, (await laptop.runHere(command)).code]).toEqual([command, 0]);
    const second = await laptop.runHere(['sync']);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('already running');
    expect((await laptop.runHere(['remove', 'folder'])).code).toBe(1);
    const over = ended(running);
    running.kill('SIGTERM');
    expect(await over).toBe(143);
  });
});

describe('Ctrl-C during a sync', () => {
  it('stops with 130, and the next sync goes on and finishes', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    for (let n = 0; n < 20; n++) await laptop.write(`f${n}`, new Uint8Array(4 * 1024 * 1024).fill(n));
    const running = laptop.start(['sync', '--json']);
    const [stdout, stderr] = [collect(running.stdout), collect(running.stderr)];
    await until(() => Promise.resolve(stdout().includes('"type":"done"')));
    const over = ended(running);
    running.kill('SIGINT');
    expect(await over).toBe(130);
    expect(stderr()).toContain('Stopping');
    const { code, last } = await laptop.run(['sync', '--json']);
    expect(code).toBe(0);
    expect(last).toMatchObject({ failed: 0, conflicts: 0 });
    expect((await laptop.run(['sync', '--json'])).last).toMatchObject({ uploaded: 0, recorded: 0 });
  });
});
