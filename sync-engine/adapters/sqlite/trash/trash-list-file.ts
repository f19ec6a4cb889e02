import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail } from '../../../core/error.ts';
import { parseTrashKey } from '../../../core/trash-key.ts';
import type { DeviceNames, TrashIndexEntry, TrashIndexRow } from '../../../ports/trash-index.ts';
import { foldForSearch } from '../../fold-for-search.ts';
import { afterPrefix } from '../id-range.ts';
import { migrate, requireCurrentSchema } from '../migrate.ts';
import { radixOrder } from './radix-order.ts';
import { aligned, bytesOf, REASONS, TrashColumns, type ColumnName } from './trash-columns.ts';

/** Whose list a file holds. */
export interface TrashTarget {
  /** Endpoint and bucket of the recycle bucket. */
  readonly bucket: string;
  readonly recyclePrefix: string;
}

interface StoredEntry {
  readonly id: number;
  readonly path: string;
  readonly folded: string | null;
  readonly tail: string | null;
  readonly key: string | null;
  readonly born_ms: number;
}

interface StoredFacts {
  readonly prefix: string;
  readonly bucket: string;
  readonly entries: number;
  readonly listed_at_ms: number;
  readonly tags: string;
  readonly devices: string;
}

/** One list of a recycle bucket in a file of its own (migrations/trash): first it is filled, then it is whole. */
export class TrashListFile {
  readonly file: string;
  readonly columns: TrashColumns;
  devices: DeviceNames = {};
  listedAtMs: number | undefined;
  /** Views of it that are open. */
  views = 0;
  private readonly db: Database.Database;
  private readonly prefix: string;
  private readonly orders = new Map<string, Uint32Array>();

  private constructor(db: Database.Database, prefix: string, columns = new TrashColumns()) {
    this.db = db;
    this.file = db.name;
    this.prefix = prefix;
    this.columns = columns;
  }

  /** A list to be filled. Nothing of it need outlive a crash, so it goes to the disk when the system likes. */
  static create(file: string, { recyclePrefix }: TrashTarget): TrashListFile {
    const db = new Database(file);
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    migrate(db, 'trash');
    return new TrashListFile(db, recyclePrefix);
  }

  /** A whole list of that bucket; undefined when it was never finished, or is of another. Throws what SQLite throws at damage. */
  static open(file: string, { bucket, recyclePrefix }: TrashTarget): TrashListFile | undefined {
    const db = new Database(file, { fileMustExist: true });
    let list: TrashListFile | undefined;
    try {
      requireCurrentSchema(db, 'trash');
      const facts = db.prepare<[], StoredFacts>('SELECT * FROM list_facts').get();
      if (facts === undefined || facts.bucket !== bucket || facts.prefix !== recyclePrefix) return undefined;
      const column = columnReader(db);
      const columns = TrashColumns.from(column, JSON.parse(facts.tags) as string[], facts.entries);
      if (columns === undefined) return undefined;
      list = new TrashListFile(db, recyclePrefix, columns);
      list.listedAtMs = facts.listed_at_ms;
      list.devices = JSON.parse(facts.devices) as DeviceNames;
      return list;
    } finally {
      if (list === undefined) db.close();
    }
  }

  add(entries: readonly TrashIndexEntry[]): void {
    const insert = this.db.prepare<[StoredEntry]>(
      'INSERT INTO entry VALUES (@id, @path, @folded, @tail, @key, @born_ms)',
    );
    const { columns } = this;
    this.db.transaction(() => {
      for (const [at, { path, key, bornAtMs }] of entries.entries()) {
        const folded = foldForSearch(path);
        const start = this.prefix + path;
        insert.run({
          id: columns.length + at,
          path,
          folded: folded === path ? null : folded,
          tail: key.startsWith(start) ? key.slice(start.length) : null,
          key: key.startsWith(start) ? null : key,
          born_ms: bornAtMs,
        });
      }
    })();
    for (const entry of entries) columns.add(entry);
    this.orders.clear();
  }

  /** Marks the list as whole, once all of it is on the disk. */
  finish(bucket: string, facts: { readonly listedAtMs: number; readonly devices: DeviceNames }): void {
    const { db, columns } = this;
    const put = db.prepare<[string, Uint8Array]>('INSERT INTO list_column VALUES (?, ?)');
    // The first of these commits brings everything before it to the disk too: fsync is for the file, not for a transaction.
    db.pragma('synchronous = FULL');
    db.transaction(() => {
      for (const [name, data] of Object.entries(columns.stored())) put.run(name, data);
      put.run('by_path', bytesOf(this.byPath()));
    })();
    db.prepare('INSERT INTO list_facts VALUES (1, ?, ?, ?, ?, ?, ?)').run(
      this.prefix,
      bucket,
      columns.length,
      facts.listedAtMs,
      JSON.stringify(columns.tags),
      JSON.stringify(facts.devices),
    );
    this.listedAtMs = facts.listedAtMs;
    this.devices = facts.devices;
  }

  /** All ids in ascending order. */
  order(by: 'deletedAt' | 'path' | 'size'): Uint32Array {
    const known = this.orders.get(by);
    if (known !== undefined) return known;
    const { columns } = this;
    const order =
      by === 'path'
        ? this.byPath()
        : radixOrder(by === 'size' ? columns.sizes : columns.deletedMs, columns.length);
    this.orders.set(by, order);
    return order;
  }

  /** The set of ids whose path has that part, in any letter case: one byte an id, 1 for members. */
  searched(part: string): Uint8Array {
    return this.setOf(
      this.db
        .prepare<[string], number>('SELECT id FROM entry WHERE instr(coalesce(folded, path), ?) > 0')
        .pluck()
        .all(foldForSearch(part)),
    );
  }

  /** The set of ids below a folder; in any letter case, where there is none with these very letters. */
  below(folder: string): Uint8Array {
    const exactly = this.idsBelow(folder);
    if (exactly.length > 0) return this.setOf(exactly);
    return this.setOf(
      this.db
        .prepare<[string], number>('SELECT id FROM entry WHERE instr(coalesce(folded, path), ?) = 1')
        .pluck()
        .all(foldForSearch(folder)),
    );
  }

  private idsBelow(folder: string): readonly number[] {
    const end = afterPrefix(folder);
    return end === undefined
      ? this.db.prepare<[string], number>('SELECT id FROM entry WHERE path >= ?').pluck().all(folder)
      : this.db
          .prepare<[string, string], number>('SELECT id FROM entry WHERE path >= ? AND path < ?')
          .pluck()
          .all(folder, end);
  }

  /** The versions of a path, newest first. */
  versions(path: string): Uint32Array {
    const { deletedMs, gone } = this.columns;
    const ids = this.db.prepare<[string], number>('SELECT id FROM entry WHERE path = ?').pluck().all(path);
    return Uint32Array.from(ids.filter((id) => gone[id] === 0)).sort(
      (a, b) => (deletedMs[b] ?? 0) - (deletedMs[a] ?? 0) || a - b,
    );
  }

  /** The ids of these keys that are in the list, in no order. */
  idsOf(keys: readonly string[]): Uint32Array {
    const byPath = this.db.prepare<[string, string], number>(
      'SELECT id FROM entry WHERE path = ? AND tail = ?',
    );
    const byKey = this.db.prepare<[string], number>('SELECT id FROM entry WHERE key = ?');
    const ids = new Set<number>();
    for (const key of keys) {
      const parsed = parseTrashKey(key, this.prefix);
      const path = parsed.kind === 'entry' || parsed.kind === 'foreign' ? parsed.path : undefined;
      const tail = path === undefined ? '' : key.slice(this.prefix.length + path.length);
      const id = (path === undefined ? undefined : byPath.pluck().get(path, tail)) ?? byKey.pluck().get(key);
      if (id !== undefined) ids.add(id);
    }
    return Uint32Array.from(ids);
  }

  /** Of the ids, those of each path's newest version, in the given order. */
  newest(ids: Uint32Array): Uint32Array {
    const { deletedMs } = this.columns;
    const within = new Uint8Array(this.columns.length);
    for (const id of ids) within[id] = 1;
    const begins = this.pathBegins();
    let best = -1;
    for (const [place, id] of this.order('path').entries()) {
      if (begins[place] === 1) best = -1;
      if (within[id] !== 1) continue;
      const newer = best < 0 || (deletedMs[id] ?? 0) > (deletedMs[best] ?? 0);
      if (best >= 0) within[newer ? best : id] = 0;
      if (newer) best = id;
    }
    return ids.filter((id) => within[id] === 1);
  }

  /** When the oldest version came to be, or went where that is unknown; versions that were forgotten count until the next list. */
  oldestMs(): number | undefined {
    const { columns, db } = this;
    let oldest =
      db.prepare<[], number | null>('SELECT min(born_ms) FROM entry WHERE born_ms > 0').pluck().get() ??
      Infinity;
    for (let id = 0; id < columns.length; id++) oldest = Math.min(oldest, columns.deletedMs[id] ?? Infinity);
    return oldest === Infinity ? undefined : oldest;
  }

  rows(ids: Uint32Array): readonly TrashIndexRow[] {
    const { columns, devices, prefix } = this;
    const get = this.db.prepare<[number], StoredEntry>('SELECT * FROM entry WHERE id = ?');
    return Array.from(ids, (id) => {
      const stored = get.get(id);
      if (stored === undefined) throw fail('index-corrupt', `the list ${this.file} lost an entry`);
      const { path, tail, key, born_ms: bornAtMs } = stored;
      const tag = columns.tagOf(id);
      return {
        path,
        key: key ?? prefix + path + (tail ?? ''),
        deletedAtMs: columns.deletedMs[id] ?? 0,
        reason: REASONS[columns.reasons[id] ?? 0] ?? 'foreign',
        bornAtMs,
        size: columns.sizes[id] ?? 0,
        device: tag === undefined ? undefined : devices[tag],
      };
    });
  }

  forget(ids: Uint32Array): void {
    for (const id of ids) this.columns.gone[id] = 1;
    if (this.listedAtMs === undefined) return;
    const { gone } = this.columns.stored();
    this.db.prepare('UPDATE list_column SET data = ? WHERE name = ?').run(gone, 'gone');
  }

  close(): void {
    this.db.close();
  }

  /** Closes it and takes the file away. */
  destroy(): void {
    this.db.close();
    removeList(this.file);
  }

  private byPath(): Uint32Array {
    const stored = columnReader(this.db)('by_path');
    if (stored.byteLength > 0) return new Uint32Array(aligned(stored));
    return Uint32Array.from(
      this.db.prepare<[], number>('SELECT id FROM entry ORDER BY path, id').pluck().all(),
    );
  }

  /** By place in the order by path: 1 where another path begins. */
  private pathBegins(): Uint8Array {
    const begins = new Uint8Array(this.columns.length);
    let place = 0;
    let before: string | undefined;
    for (const path of this.db
      .prepare<[], string>('SELECT path FROM entry ORDER BY path, id')
      .pluck()
      .iterate()) {
      begins[place++] = path === before ? 0 : 1;
      before = path;
    }
    return begins;
  }

  private setOf(ids: readonly number[]): Uint8Array {
    const set = new Uint8Array(this.columns.length);
    for (const id of ids) set[id] = 1;
    return set;
  }
}

export function removeList(file: string): void {
  for (const suffix of ['', '-journal']) if (existsSync(file + suffix)) rmSync(file + suffix);
}

/** Empty where there is no such column. */
function columnReader(db: Database.Database): (name: ColumnName | 'by_path') => Uint8Array {
  const read = db.prepare<[string], Uint8Array>('SELECT data FROM list_column WHERE name = ?').pluck();
  return (name) => read.get(name) ?? new Uint8Array();
}
