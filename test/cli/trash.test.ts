import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientOf, freshStore, pairedDevice, rowsOf, type Device } from './harness.ts';

async function withDeleted(...names: readonly string[]): Promise<Device> {
  const laptop = await pairedDevice(await freshStore());
  for (const name of [...names, 'stays.txt']) await laptop.write(name, `content of ${name}`);
  await laptop.runHere(['sync']);
  for (const name of names) await rm(laptop.at(name));
  await laptop.runHere(['sync']);
  return laptop;
}

/** Past the whole second in which versions were born: stores keep LastModified in seconds. */
async function nextSecond(): Promise<Date> {
  await delay(1_100);
  const now = new Date();
  await delay(1_100);
  return now;
}

describe('windlass trash list', () => {
  it('has the rows that scripts rely on', async () => {
    const laptop = await withDeleted('letters/a.txt');
    const { rows } = await laptop.runHere(['trash', 'list', '--json']);
    expect(rows).toHaveLength(1);
    const [row] = rowsOf({ rows }, 'trash');
    expect(Object.keys(row ?? {})).toEqual(['type', 'path', 'deletedAt', 'reason', 'bornAt', 'size', 'key']);
    expect(row).toMatchObject({ path: 'letters/a.txt', reason: 'd', size: 24 });
    expect(row?.key).toMatch(/^letters\/a\.txt~/);
  });

  it('narrows by path and by search', async () => {
    const laptop = await withDeleted('letters/a.txt', 'letters/B.txt', 'other.txt');
    const paths = async (...args: string[]): Promise<string[]> =>
      rowsOf(await laptop.runHere(['trash', 'list', '--json', ...args]), 'trash').map((row) => row.path);
    expect(await paths('letters/')).toEqual(['letters/B.txt', 'letters/a.txt']);
    expect(await paths('folder', 'letters')).toEqual(['letters/B.txt', 'letters/a.txt']);
    expect(await paths(laptop.at('other.txt'))).toEqual(['other.txt']);
    expect(await paths('--search', 'b.t')).toEqual(['letters/B.txt']);
  });

  it('shows with --as-of what a restore as of that time would bring back', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('letters/a.txt', 'first');
    await laptop.write('letters/b.txt', 'b');
    await laptop.write('stays.txt', 'stays');
    await laptop.runHere(['sync']);
    const then = await nextSecond();
    await laptop.write('letters/a.txt', 'second');
    await laptop.runHere(['sync']);
    await rm(laptop.at('letters'), { recursive: true });
    await laptop.runHere(['sync']);
    const listed = await laptop.runHere(['trash', 'list', '--as-of', then.toISOString(), '--json']);
    expect(rowsOf(listed, 'trash')).toMatchObject([
      { path: 'letters/a.txt', reason: 'o', size: 'first'.length },
      { path: 'letters/b.txt', reason: 'd', size: 1 },
    ]);
    expect((await laptop.runHere(['trash', 'list', '--as-of', 'tomorrow'])).code).toBe(2);
    expect((await laptop.runHere(['trash', 'list', '--as-of', '1h', '--local'])).code).toBe(2);
  });

  it('shows what another system moved there, and brings it back', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    const body = 'moved by another system';
    await clientOf(store).send(new PutObjectCommand({ Bucket: 'bin', Key: 'old/report.txt', Body: body }));
    const [row] = rowsOf(await laptop.runHere(['trash', 'list', '--json']), 'trash');
    expect(row).toMatchObject({
      path: 'old/report.txt',
      reason: 'foreign',
      bornAt: null,
      key: 'old/report.txt',
    });
    await laptop.runHere(['trash', 'restore', 'old/report.txt']);
    expect(await laptop.read('old/report.txt')).toBe(body);
  });
});

describe('windlass trash restore', () => {
  it('brings a file and a folder back to disk', async () => {
    const laptop = await withDeleted('a.txt', 'letters/b.txt', 'letters/deep/c.txt');
    const one = await laptop.runHere(['trash', 'restore', 'a.txt', '--json']);
    expect(one.code).toBe(0);
    expect(one.rows).toMatchObject([{ type: 'restored', restored: 1, failed: 0 }]);
    expect(await laptop.read('a.txt')).toBe('content of a.txt');
    expect((await laptop.runHere(['trash', 'restore', 'folder', 'letters'])).code).toBe(0);
    expect(await laptop.read('letters/b.txt')).toBe('content of letters/b.txt');
    expect(await laptop.read('letters/deep/c.txt')).toBe('content of letters/deep/c.txt');
  });

  it('brings a file of an upload-only pair back on both sides, and no later sync takes it away again', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store, '--mode', 'upload-only');
    await laptop.write('a.txt', 'content');
    await laptop.write('stays.txt', 'stays');
    await laptop.runHere(['sync']);
    await rm(laptop.at('a.txt'));
    await laptop.runHere(['sync']);
    const { code, rows } = await laptop.runHere(['trash', 'restore', 'a.txt', '--json']);
    expect(code).toBe(0);
    expect(rows).toMatchObject([{ type: 'restored', restored: 1, failed: 0 }]);
    expect(await laptop.read('a.txt')).toBe('content');
    const object = await clientOf(store).send(new GetObjectCommand({ Bucket: 'files', Key: 'a.txt' }));
    expect(await object.Body?.transformToString()).toBe('content');
    expect((await laptop.runHere(['sync', '--json'])).last).toMatchObject({ uploaded: 0, recycled: 0 });
    expect(await laptop.has('a.txt')).toBe(true);
  });

  it('only shows what it would do with --dry-run', async () => {
    const laptop = await withDeleted('a.txt');
    const { rows } = await laptop.runHere(['trash', 'restore', 'a.txt', '--dry-run', '--json']);
    expect(rows).toMatchObject([{ type: 'restore', path: 'a.txt', action: 'create', size: 16 }]);
    await laptop.runHere(['sync']);
    expect(await laptop.has('a.txt')).toBe(false);
  });

  it('brings a folder back as it was at a time, and what is there now stays in reach', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('letters/a.txt', 'first');
    await laptop.write('letters/b.txt', 'b');
    await laptop.runHere(['sync']);
    const then = await nextSecond();
    await laptop.write('letters/a.txt', 'second');
    await rm(laptop.at('letters/b.txt'));
    await laptop.runHere(['sync']);
    const done = await laptop.runHere([
      'trash',
      'restore',
      'letters/',
      '--as-of',
      then.toISOString(),
      '--json',
    ]);
    expect(done.code).toBe(0);
    expect(await laptop.read('letters/a.txt')).toBe('first');
    expect(await laptop.read('letters/b.txt')).toBe('b');
    const rows = rowsOf(await laptop.runHere(['trash', 'list', '--json', 'letters/a.txt']), 'trash');
    expect(rows.map((row) => row.reason)).toContain('o');
    expect(rows.some((row) => row.size === 'second'.length)).toBe(true);
  });

  it('brings everything back into another folder, and touches nothing here', async () => {
    const laptop = await withDeleted('a.txt');
    const then = await nextSecond();
    await laptop.write('stays.txt', 'changed since');
    await laptop.runHere(['sync']);
    const elsewhere = path.join(laptop.home, '..', 'elsewhere');
    await mkdir(elsewhere);
    const args = ['--as-of', then.toISOString(), '--to', elsewhere, '--json'];
    const { code, last } = await laptop.runHere(['trash', 'restore', ...args]);
    expect(code).toBe(0);
    expect(last).toMatchObject({ type: 'restored', restored: 1 });
    expect(await readFile(path.join(elsewhere, 'stays.txt'), 'utf8')).toBe('content of stays.txt');
    expect(await laptop.read('stays.txt')).toBe('changed since');
  });

  it('takes exactly one version by its key', async () => {
    const laptop = await pairedDevice(await freshStore());
    for (const text of ['first', 'second', 'third']) {
      await laptop.write('a.txt', text);
      await laptop.runHere(['sync']);
    }
    const versions = rowsOf(await laptop.runHere(['trash', 'list', '--json']), 'trash');
    const first = versions.find((row) => row.size === 'first'.length);
    expect((await laptop.runHere(['trash', 'restore', '--key', first?.key ?? ''])).code).toBe(0);
    expect(await laptop.read('a.txt')).toBe('first');
  });

  it('exits with an error when a path names nothing, and restores nothing', async () => {
    const laptop = await withDeleted('a.txt');
    const { code, stderr } = await laptop.runHere(['trash', 'restore', 'a.txt', 'never-there.txt']);
    expect(code).toBe(1);
    expect(stderr).toContain('never-there.txt');
    expect(await laptop.has('a.txt')).toBe(false);
  });
});

describe('a restore as of a time that would remove much', () => {
  it('wants --yes where nobody can be asked, and changes nothing without it', async () => {
    const laptop = await pairedDevice(await freshStore());
    const names = Array.from({ length: 21 }, (_, n) => `${n}.txt`);
    await laptop.write('first.txt', 'first');
    await laptop.runHere(['sync']);
    const then = await nextSecond();
    for (const name of names) await laptop.write(name, name);
    await laptop.runHere(['sync']);
    const asOf = ['trash', 'restore', '--as-of', then.toISOString()];
    const refused = await laptop.runHere(asOf);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--yes');
    expect(await laptop.has('20.txt')).toBe(true);
    expect((await laptop.runHere([...asOf, '--dry-run'])).code).toBe(0);
    const done = await laptop.runHere([...asOf, '--yes', '--json']);
    expect(done.rows).toMatchObject([{ type: 'restored', removed: 21 }]);
    expect(await laptop.has('20.txt')).toBe(false);
    expect(await laptop.read('first.txt')).toBe('first');
  });

  it('also where what it removes is little, but all there is', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.write('only.txt', 'only');
    await laptop.runHere(['sync']);
    expect((await laptop.runHere(['trash', 'restore', '--as-of', '2020-01-01'])).code).toBe(2);
    await laptop.runHere(['sync']);
    expect(await laptop.has('only.txt')).toBe(true);
  });
});

describe('windlass trash list --local', () => {
  it('shows what changes from the bucket replaced here, and the files to move back', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('letters/a.txt', 'content');
    await laptop.write('b.txt', 'stays');
    await laptop.runHere(['sync']);
    await clientOf(store).send(
      new PutObjectCommand({ Bucket: 'files', Key: 'letters/a.txt', Body: 'newer' }),
    );
    await laptop.runHere(['sync']);
    expect(await laptop.read('letters/a.txt')).toBe('newer');
    const [row] = rowsOf(await laptop.runHere(['trash', 'list', '--local', '--json']), 'local-trash');
    expect(row).toMatchObject({ path: 'letters/a.txt', size: 7 });
    expect(await readFile(row?.file ?? '', 'utf8')).toBe('content');
    const count = async (...args: string[]): Promise<number> =>
      (await laptop.runHere(['trash', 'list', '--local', '--json', ...args])).rows.length;
    expect(await count('letters')).toBe(1);
    expect(await count('b.txt')).toBe(0);
    expect(await count('--search', 'A.T')).toBe(1);
    expect(await count('--search', 'other')).toBe(0);
  });

  it('holds nothing any more that is older than 90 days once the next process has synced', async () => {
    const laptop = await pairedDevice(await freshStore());
    await laptop.runHere(['sync']);
    const entry = async (days: number): Promise<string> => {
      const instant = new Date(Date.now() - days * 86_400_000).toISOString().replace(/[-:.]/g, '');
      const name = `.windlass/trash/${instant}-abcdefgh/old.txt`;
      await laptop.write(name, `trashed ${days} days ago`);
      return name;
    };
    const [young, old] = [await entry(89), await entry(91)];
    expect((await laptop.runHere(['sync'])).code).toBe(0);
    expect(await laptop.has(young)).toBe(true);
    expect(await laptop.has(old)).toBe(false);
  });
});

describe('windlass trash purge', () => {
  it('asks before it deletes for good: without a terminal it wants --yes', async () => {
    const laptop = await withDeleted('a.txt', 'b.txt');
    expect((await laptop.runHere(['trash', 'purge'])).code).toBe(2);
    expect(rowsOf(await laptop.runHere(['trash', 'purge', '--dry-run', '--json']), 'trash')).toHaveLength(2);
    const purged = await laptop.runHere(['trash', 'purge', 'a.txt', '--yes', '--json']);
    expect(purged.last).toMatchObject({ type: 'purged', purged: 1, bytes: 16 });
    const left = rowsOf(await laptop.runHere(['trash', 'list', '--json']), 'trash');
    expect(left.map((row) => row.path)).toEqual(['b.txt']);
  });

  it('leaves what is younger than --before', async () => {
    const laptop = await withDeleted('a.txt');
    const purged = await laptop.runHere(['trash', 'purge', '--before', '1d', '--yes', '--json']);
    expect(purged.last).toMatchObject({ purged: 0 });
    expect((await laptop.runHere(['trash', 'list', '--json'])).rows).toHaveLength(1);
  });
});

describe('an empty path, as an unset variable leaves it', () => {
  it('is a usage error for every trash command that takes paths, and nothing is purged', async () => {
    const laptop = await withDeleted('a.txt', 'b.txt');
    for (const args of [
      ['list', ''],
      ['restore', 'folder', ''],
      ['purge', 'folder', '', '--yes'],
      ['purge', '', '--yes'],
      ['purge', '.', '--yes'],
      ['purge', 'folder', 'letters/..', '--dry-run'],
    ]) {
      expect(await laptop.runHere(['trash', ...args]), args.join(' ')).toMatchObject({ code: 2 });
    }
    expect(rowsOf(await laptop.runHere(['trash', 'list', '--json']), 'trash')).toHaveLength(2);
  });
});

describe('windlass trash retention', () => {
  it('sets, shows and takes away the rule', async () => {
    const laptop = await pairedDevice(await freshStore());
    const days = async (...args: string[]): Promise<unknown> =>
      rowsOf(await laptop.runHere(['trash', 'retention', '--json', ...args]), 'retention')[0]?.days;
    expect(await days()).toBeNull();
    expect(await days('--days', '90')).toBe(90);
    expect(await days()).toBe(90);
    expect(await days('--off')).toBeNull();
    expect(await days()).toBeNull();
  });
});
