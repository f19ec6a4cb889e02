import { mkdir, rm, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { freshStore, pairedDevice, rowsOf, type Device, type Result } from './harness.ts';

const SUMMARY_FIELDS = [
  'type',
  'pair',
  'uploaded',
  'downloaded',
  'recycled',
  'trashed',
  'renamed',
  'recorded',
  'conflicts',
  'blocked',
  'failed',
  'held',
  'bytesUp',
  'bytesDown',
  'requests',
  'ms',
];

async function twoDevices(): Promise<{ laptop: Device; desktop: Device }> {
  const store = await freshStore();
  return { laptop: await pairedDevice(store), desktop: await pairedDevice(store) };
}

function sync(on: Device, ...more: readonly string[]): Promise<Result> {
  return on.runHere(['sync', '--json', ...more]);
}

describe('windlass sync', () => {
  it('carries files, empty folders and odd names from one device to the other', async () => {
    const { laptop, desktop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    await laptop.write('folder/crème 港.txt', 'two');
    await laptop.write('zero', '');
    await mkdir(laptop.at('empty'));
    const up = await sync(laptop);
    expect(up.last).toMatchObject({ uploaded: 3, failed: 0 });
    expect(up.code).toBe(0);
    const down = await sync(desktop);
    expect(down.last).toMatchObject({ downloaded: 3, failed: 0, bytesDown: 6 });
    expect(down.code).toBe(0);
    expect(await desktop.read('folder/crème 港.txt')).toBe('two');
    expect(await desktop.has('empty')).toBe(true);
  });

  it('ends with the summary that scripts rely on, and nothing behind it', async () => {
    const { laptop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    const { rows, last } = await sync(laptop);
    expect(Object.keys(last)).toEqual(SUMMARY_FIELDS);
    expect(last).toMatchObject({ pair: 'folder', uploaded: 1, requests: { LIST: expect.any(Number) } });
    expect(rows.filter((row) => row.type === 'summary')).toHaveLength(1);
    expect(rowsOf({ rows }, 'done')).toMatchObject([{ path: 'a.txt', reason: 'upload-new' }]);
  });

  it('sends LIST only when nothing has changed', async () => {
    const { laptop, desktop } = await twoDevices();
    for (let n = 0; n < 20; n++) await laptop.write(`f${n}`, `content ${n}`);
    for (const device of [laptop, desktop]) await sync(device);
    for (const device of [laptop, desktop]) {
      const { last, code } = await sync(device);
      expect(last).toMatchObject({
        uploaded: 0,
        downloaded: 0,
        requests: { GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
      });
      expect(code).toBe(0);
    }
  });

  it('sends LIST only for a pair that is still empty on both sides', async () => {
    const laptop = await pairedDevice(await freshStore());
    // The first asks for the patterns of the other devices too.
    await sync(laptop);
    for (const time of ['second', 'third']) {
      const { last, code } = await sync(laptop);
      expect(last, time).toMatchObject({
        requests: { GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
        bytesUp: 0,
      });
      expect(code).toBe(0);
    }
  });

  it('counts the question of what the provider honours with its first change, and never again', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('a.txt', 'one');
    // As docs/user-guide.md says under "Scripts": nine bodies of 14 bytes, on an object of its own.
    const [first] = rowsOf(await sync(laptop), 'summary');
    expect(first).toMatchObject({ bytesUp: 3 + 9 * 14, bytesDown: 0, requests: { PUT: 1 + 9 } });
    await laptop.write('b.txt', 'two');
    expect((await sync(laptop)).last).toMatchObject({ bytesUp: 3, requests: { PUT: 1, POST: 0, COPY: 0 } });
  });

  it('only says what it would do with --dry-run', async () => {
    const { laptop, desktop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    const dry = await sync(laptop, '--dry-run');
    expect(rowsOf(dry, 'planned')).toMatchObject([
      { path: 'a.txt', reason: 'upload-new', size: 3, held: false },
    ]);
    expect(dry.last).toMatchObject({ type: 'summary', uploaded: 0, bytesUp: 0 });
    await sync(desktop);
    expect(await desktop.has('a.txt')).toBe(false);
  });

  it('exits with 3 when something is blocked, and says why', async () => {
    const { laptop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    await symlink('a.txt', laptop.at('link'));
    const { code, last, rows } = await sync(laptop);
    expect(code).toBe(3);
    expect(last).toMatchObject({ uploaded: 1, blocked: 1 });
    expect(rowsOf({ rows }, 'problem')).toMatchObject([{ path: 'link', code: 'symlink', kind: 'blocked' }]);
    const text = await laptop.runHere(['sync']);
    expect(text.stderr).toContain('link');
  });

  it('exits with 3 and lists the copy when both sides edited a file', async () => {
    const { laptop, desktop } = await twoDevices();
    await laptop.write('a.txt', 'base');
    await sync(laptop);
    await sync(desktop);
    await laptop.write('a.txt', 'from the laptop');
    await desktop.write('a.txt', 'from the desktop');
    await sync(laptop);
    const { code, last } = await sync(desktop);
    expect(code).toBe(3);
    expect(last).toMatchObject({ conflicts: 1 });
    const [conflict] = rowsOf(await desktop.runHere(['conflicts', '--json']), 'conflict');
    expect(conflict).toMatchObject({ path: 'a.txt', pair: 'folder' });
    expect(conflict?.copyPath).toMatch(/^a \(conflict .+ \d{4}-\d{2}-\d{2} \d{6}\)\.txt$/);
    expect(await desktop.read('a.txt')).toBe('from the laptop');
    expect(await desktop.read(conflict?.copyPath ?? '')).toBe('from the desktop');
    await sync(laptop);
    expect(await laptop.read(conflict?.copyPath ?? '')).toBe('from the desktop');
  });

  it('exits with 4 when the keys stop working, and with 1 when the folder is gone', async () => {
    const { laptop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    await sync(laptop);
    const refused = await laptop.runHere(['sync', '--json'], {
      env: { AWS_SECRET_ACCESS_KEY: 'no longer the one' },
    });
    expect(refused.code).toBe(4);
    expect(rowsOf(refused, 'error')).toMatchObject([{ code: 'credentials-invalid' }]);
    await rm(laptop.folder, { recursive: true });
    const missing = await sync(laptop);
    expect(missing.code).toBe(1);
    expect(rowsOf(missing, 'error')).toMatchObject([{ code: 'root-missing' }]);
  });
});

describe('looking back', () => {
  it('status counts what is in step and names what is not', async () => {
    const { laptop } = await twoDevices();
    const before = await laptop.runHere(['status', '--json']);
    expect(before.last).toMatchObject({ type: 'status', files: 0, lastSyncAt: null, runningPid: null });
    await laptop.write('a.txt', 'one');
    await symlink('a.txt', laptop.at('link'));
    await sync(laptop);
    const after = await laptop.runHere(['status', '--json']);
    expect(rowsOf(after, 'status')).toMatchObject([{ files: 1, bytes: 3, blocked: 1, held: 0 }]);
    expect(rowsOf(after, 'status')[0]?.lastSyncAt).not.toBeNull();
    expect(rowsOf(after, 'problem')).toMatchObject([{ path: 'link', code: 'symlink' }]);
  });

  it('activity tells what was done and why, newest first', async () => {
    const { laptop } = await twoDevices();
    await laptop.write('a.txt', 'one');
    await sync(laptop);
    await laptop.write('a.txt', 'two!');
    await sync(laptop);
    const all = rowsOf(await laptop.runHere(['activity', '--json']), 'activity');
    expect(all.map(({ path, reason }) => [path, reason])).toEqual([
      ['a.txt', 'upload-changed'],
      ['a.txt', 'upload-new'],
    ]);
    expect(rowsOf(await laptop.runHere(['activity', '--json', '--limit', '1']), 'activity')).toHaveLength(1);
    expect((await laptop.runHere(['activity', '--json', '--search', 'nothing'])).rows).toEqual([]);
  });
});
