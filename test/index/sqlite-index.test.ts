import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { engineHolding } from '../../sync-engine/adapters/sqlite/engine-lock.ts';
import { openSqliteIndexGuest, openSqliteIndexReader } from '../../sync-engine/adapters/sqlite/open-index.ts';
import { hasCode, type SyncError } from '../../sync-engine/core/error.ts';
import { openIndexForTest } from './open-index-for-test.ts';
import { activity, held, put } from './records.ts';

let folder: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'windlass-index-'));
  file = path.join(folder, 'pair', 'index.db');
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(folder, { recursive: true });
});

interface Worker {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves once the worker has written `count` lines. */
  written(count: number): Promise<void>;
}

function startWorker(task: 'hold' | 'write'): Worker {
  const script = path.join(import.meta.dirname, 'index-worker.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return {
    child,
    lines,
    async written(count) {
      while (lines.length < count) await once(reader, 'line');
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

const idsIn = (index: { baselinePage: (after: undefined, limit: number) => readonly { id: string }[] }) =>
  index.baselinePage(undefined, 1_000_000).map((row) => row.id);

describe('kill -9', () => {
  test('leaves every apply whole or absent, and every durable one present', async () => {
    for (let round = 0; round < 5; round++) {
      const worker = startWorker('write');
      await worker.written(2 + round * 7);
      await kill(worker.child);
      const told = Number(worker.lines.at(-1));
      const { index, recovered } = openIndexForTest(file);
      const newest = Number(index.setting('n'));
      expect(recovered).toBeUndefined();
      expect(newest).toBeGreaterThanOrEqual(told);
      expect(index.baselineTotals().files).toBe(newest * 20);
      expect(idsIn(index)).toHaveLength(newest * 20);
      index.close();
    }
  });

  test('of the engine leaves an index that opens without anybody doing anything', async () => {
    const worker = startWorker('hold');
    await worker.written(1);
    expect(engineHolding(file)).toBe(worker.child.pid);
    await kill(worker.child);
    expect(engineHolding(file)).toBeUndefined();
    openIndexForTest(file).index.close();
  });
});

describe('the engine lock', () => {
  test('refuses a second engine, in another process and in this one, naming the first', async () => {
    const worker = startWorker('hold');
    await worker.written(1);
    expect(refusal(() => openIndexForTest(file))).toMatchObject({
      code: 'index-locked',
      message: expect.stringContaining(`process ${worker.child.pid}`),
    });
    await kill(worker.child);
    const { index } = openIndexForTest(file);
    expect(refusal(() => openIndexForTest(file))).toMatchObject({
      code: 'index-locked',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    index.close();
    openIndexForTest(file).index.close();
  });

  test('is not left behind when opening fails', () => {
    openIndexForTest(file).index.close();
    withDatabase((db) => db.pragma('user_version = 9999'));
    expect(refusal(() => openIndexForTest(file)).code).toBe('index-io');
    expect(engineHolding(file)).toBeUndefined();
  });

  test('closing twice is harmless', () => {
    const { index } = openIndexForTest(file);
    index.close();
    const second = openIndexForTest(file);
    index.close();
    expect(engineHolding(file)).toBe(process.pid);
    second.index.close();
  });

  test('a damaged lock file is made anew', () => {
    openIndexForTest(file).index.close();
    writeFileSync(`${file}.lock`, 'not a database, and long enough to be one '.repeat(100));
    const { index } = openIndexForTest(file);
    expect(engineHolding(file)).toBe(process.pid);
    index.close();
  });
});

describe('beside a running engine', () => {
  test('a reader sees what the engine applies, and may change nothing', () => {
    const { index } = openIndexForTest(file);
    const reader = openSqliteIndexReader(file);
    index.apply([...put('a'), { kind: 'activity', record: activity('a') }]);
    expect(idsIn(reader)).toEqual(['a']);
    expect(reader.activity({ limit: 1 })).toHaveLength(1);
    expect(refusal(() => reader.apply(put('b'))).code).toBe('index-io');
    expect(idsIn(index)).toEqual(['a']);
    reader.close();
    index.close();
  });

  test('a guest approves a held deletion and the engine goes on writing', () => {
    const { index } = openIndexForTest(file);
    index.apply([{ kind: 'held', record: held('x') }]);
    const guest = openSqliteIndexGuest(file);
    guest.apply([{ kind: 'held', record: held('x', { state: 'approved' }) }], { durable: true });
    expect(index.held()).toEqual([held('x', { state: 'approved' })]);
    index.apply([{ kind: 'held-gone', id: 'x' }]);
    expect(guest.held()).toEqual([]);
    guest.close();
    index.close();
  });

  test('what a killed engine left in the log is seen by a reader', async () => {
    const worker = startWorker('write');
    await worker.written(2);
    await kill(worker.child);
    const reader = openSqliteIndexReader(file);
    expect(Number(reader.setting('n'))).toBeGreaterThanOrEqual(3);
    reader.close();
  });

  test('a pair that was never synced has nothing to open', () => {
    expect(refusal(() => openSqliteIndexReader(file)).code).toBe('not-found');
    expect(refusal(() => openSqliteIndexGuest(file)).code).toBe('not-found');
    expect(engineHolding(file)).toBeUndefined();
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});

describe('a damaged index', () => {
  test.each([
    ['is no database', () => writeFileSync(file, 'garbage '.repeat(2_000))],
    ['has overwritten pages', () => overwrite(4096, 20 * 4096)],
    ['is cut short', () => writeFileSync(file, readFileSync(file).subarray(0, 3 * 4096))],
  ])('that %s is moved aside, and a fresh one works', (_, damage) => {
    const first = openIndexForTest(file).index;
    first.apply(put(...Array.from({ length: 2_000 }, (_, n) => `file ${n}`)));
    first.close();
    damage();
    const { index, recovered } = openIndexForTest(file);
    expect(recovered?.reason).toContain('index');
    expect(path.basename(recovered?.movedTo ?? '')).toBe('index.corrupt-20261120T120000000Z');
    expect(existsSync(recovered?.movedTo ?? '')).toBe(true);
    expect(idsIn(index)).toEqual([]);
    index.apply(put('a'), { durable: true });
    index.close();
    const again = openIndexForTest(file);
    expect(again.recovered).toBeUndefined();
    expect(idsIn(again.index)).toEqual(['a']);
    again.index.close();
  });

  test('is left alone by readers and guests', () => {
    openIndexForTest(file).index.close();
    writeFileSync(file, 'garbage '.repeat(2_000));
    expect(refusal(() => openSqliteIndexReader(file)).code).toBe('index-corrupt');
    expect(refusal(() => openSqliteIndexGuest(file)).code).toBe('index-corrupt');
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('corrupt'))).toEqual([]);
  });

  test('with its size and time unchanged shows as index-corrupt when it is read, and is replaced at the next opening', () => {
    const first = openIndexForTest(file).index;
    first.apply(put(...Array.from({ length: 2_000 }, (_, n) => `file ${n}`)));
    first.close();
    const before = new Date(1_790_000_000_000);
    utimesSync(file, before, before);
    openIndexForTest(file).index.close(); // takes the time it now has as the one of a sound file
    overwrite(30 * 4096, 60 * 4096);
    utimesSync(file, before, before);
    const { index } = openIndexForTest(file);
    expect(refusal(() => idsIn(index)).code).toBe('index-corrupt');
    index.close();
    const again = openIndexForTest(file);
    expect(again.recovered).toBeDefined();
    again.index.close();
  });
});

describe('the schema', () => {
  test('of an older version is brought up to date with its rows', () => {
    openIndexForTest(file).index.close();
    rmSync(file);
    const first = new URL('../../sync-engine/adapters/sqlite/migrations/0001_baseline.sql', import.meta.url);
    withDatabase((db) => {
      db.exec(readFileSync(first, 'utf8'));
      db.exec(`INSERT INTO baseline VALUES
        ('old.txt', NULL, NULL, 3, 1, 1, 7, x'${'00'.repeat(32)}', 'etag', 1)`);
      db.exec('UPDATE baseline_totals SET files = 1, bytes = 3');
      db.pragma('user_version = 1');
    });
    expect(refusal(() => openSqliteIndexReader(file))).toMatchObject({ foreignCode: 'SCHEMA_OLDER' });
    const { index, recovered } = openIndexForTest(file);
    expect(recovered).toBeUndefined();
    expect(idsIn(index)).toEqual(['old.txt']);
    expect(index.baselineTotals()).toEqual({ files: 1, folders: 0, bytes: 3 });
    index.apply([{ kind: 'held', record: held('x') }]);
    expect(index.held()).toHaveLength(1);
    index.close();
  });

  test('that found renamed files by their old name only is brought up to date', () => {
    const record = activity('Été.txt', { action: 'renamed', target: 'Lisbon.txt' });
    const { index } = openIndexForTest(file);
    index.apply([{ kind: 'activity', record }]);
    index.close();
    withDatabase((db) => {
      db.exec(`UPDATE activity SET folded = 'été.txt'`);
      db.exec('DROP TABLE restore_change; DROP TABLE restore');
      db.pragma('user_version = 3');
    });
    const again = openIndexForTest(file).index;
    for (const search of ['ÉTÉ', 'LISBON']) expect(again.activity({ limit: 9, search })).toEqual([record]);
    again.close();
  });

  test('of a newer version is refused and left as it is', () => {
    const { index } = openIndexForTest(file);
    index.apply(put('a'));
    index.close();
    withDatabase((db) => db.pragma('user_version = 9999'));
    for (const open of [() => openIndexForTest(file), () => openSqliteIndexReader(file)])
      expect(refusal(open)).toMatchObject({
        code: 'index-io',
        foreignCode: 'SCHEMA_NEWER',
        message: expect.stringContaining('written by a newer version'),
      });
    withDatabase((db) => expect(db.prepare('SELECT count(*) FROM baseline').pluck().get()).toBe(1));
  });
});

test.skipIf(process.platform === 'win32')(
  'nobody but its owner may read an index, its log and its lock, however lax the umask',
  () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const { index } = openIndexForTest(file);
    index.apply(put('a.txt'));
    const modes = readdirSync(path.dirname(file)).map((name) => {
      const { mode } = statSync(path.join(path.dirname(file), name));
      return [name, (mode & 0o777).toString(8)];
    });
    expect(Object.fromEntries(modes)).toEqual({
      'index.db': '600',
      'index.db-wal': '600',
      'index.db-shm': '600',
      'index.db.lock': '600',
    });
    index.close();
  },
);

test('an index where a folder stands is an index-io, not a crash', () => {
  openIndexForTest(path.join(file, 'inside.db')).index.close();
  expect(refusal(() => openIndexForTest(file)).code).toBe('index-io');
});

function refusal(open: () => unknown): SyncError {
  try {
    open();
  } catch (caught) {
    if (hasCode(caught, 'index-locked', 'index-io', 'index-corrupt', 'not-found')) return caught.error;
    throw caught;
  }
  throw new Error('it was not refused');
}

function withDatabase(work: (db: Database.Database) => void): void {
  const db = new Database(file);
  work(db);
  db.close();
}

function overwrite(start: number, end: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, start, Math.min(end, bytes.length));
  writeFileSync(file, bytes);
}
