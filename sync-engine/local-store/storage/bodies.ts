import type { Database, Statement } from 'better-sqlite3';
import type { BodyFiles, StagedFile } from './body-files.ts';
import type { Transaction } from './index-file.ts';

/** Where some bytes of an object are: a range of one body. */
export type Segment = readonly [bodyId: number, start: number, length: number];

/** A received body that is durable (file) or small enough to be committed with its row (bytes). */
export type NewBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly staged: StagedFile; readonly size: number };

/** Bodies up to this many bytes live in the index: SQLite writes and reads those faster than files (sqlite.org/fasterthanfs.html). */
export const inlineBytes = 64 * 1024;

/** Bytes read from a body file at once. */
const readBytes = 512 * 1024;

interface BodyRow {
  readonly bytes: Buffer | null;
  readonly file: string | null;
}

/** The index's `body` table: bytes counted by how many segments point at them. */
export class Bodies {
  readonly #files: BodyFiles;
  readonly #insert: Statement<[Buffer | null, string | null]>;
  readonly #select: Statement<[number], BodyRow>;
  readonly #known: Statement<[string], number>;
  readonly #retain: Statement<[number]>;
  readonly #release: Statement<[number], BodyRow & { refs: number }>;
  readonly #delete: Statement<[number]>;

  constructor(db: Database, files: BodyFiles) {
    this.#files = files;
    this.#insert = db.prepare('INSERT INTO body (refs, bytes, file) VALUES (1, ?, ?)');
    this.#select = db.prepare('SELECT bytes, file FROM body WHERE id = ?');
    this.#known = db.prepare<[string], number>('SELECT 1 FROM body WHERE file = ?').pluck();
    this.#retain = db.prepare('UPDATE body SET refs = refs + 1 WHERE id = ?');
    this.#release = db.prepare('UPDATE body SET refs = refs - 1 WHERE id = ? RETURNING refs, file');
    this.#delete = db.prepare('DELETE FROM body WHERE id = ?');
  }

  isKnown(file: string): boolean {
    return this.#known.get(file) !== undefined;
  }

  /** Inside a change: adds a body that one segment list points at. */
  add(body: NewBody): readonly Segment[] {
    const size = body.kind === 'bytes' ? body.bytes.length : body.size;
    if (size === 0) return [];
    const { lastInsertRowid } =
      body.kind === 'bytes' ? this.#insert.run(body.bytes, null) : this.#insert.run(null, body.staged.name);
    return [[Number(lastInsertRowid), 0, size]];
  }

  /** Inside a change: one more segment list points at these bytes. */
  retain(segments: readonly Segment[]): void {
    for (const [id] of segments) this.#retain.run(id);
  }

  /** Inside a change: one segment list less; bytes nothing points at are gone with the commit. */
  release(segments: readonly Segment[], transaction: Transaction): void {
    for (const [id] of segments) {
      const left = this.#release.get(id);
      if (left === undefined || left.refs > 0) continue;
      this.#delete.run(id);
      if (left.file !== null) transaction.dropFile(left.file);
    }
  }

  /**
   * The bytes of some segments: at once when all are in the index, else as a stream. The files are held from now on, so
   * that a delete meanwhile does not take them away; the stream must be iterated or returned to let go of them.
   */
  read(segments: readonly Segment[]): Buffer | AsyncIterable<Buffer> {
    const sources = segments.map(([id, start, length]) => {
      const row = this.#select.get(id);
      if (row === undefined) throw new Error(`the index names a body that is not there: ${id}`);
      if (row.file !== null) this.#files.hold(row.file);
      return { row, start, length };
    });
    const inline = sources.map(({ row, start, length }) => row.bytes?.subarray(start, start + length));
    if (inline.every((bytes) => bytes !== undefined))
      return inline.length === 1 && inline[0] ? inline[0] : Buffer.concat(inline);
    const files = sources.flatMap(({ row }) => row.file ?? []);
    return endingWith(this.#stream(sources), () => {
      for (const file of files) this.#files.release(file);
    });
  }

  async *#stream(
    sources: readonly { row: BodyRow; start: number; length: number }[],
  ): AsyncGenerator<Buffer, undefined> {
    for (const { row, start, length } of sources) {
      if (row.bytes !== null) yield row.bytes.subarray(start, start + length);
      else if (row.file !== null) yield* this.#readFile(row.file, start, length);
    }
    return undefined;
  }

  async *#readFile(file: string, start: number, length: number): AsyncGenerator<Buffer> {
    const handle = await this.#files.openForReading(file);
    try {
      for (let at = start; at < start + length;) {
        const wanted = Math.min(readBytes, start + length - at);
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
        if (bytesRead === 0) throw new Error(`a body file is shorter than the index says: ${file}`);
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }
}

/** The part of a segment list that covers `length` bytes from `start`. */
export function sliceSegments(
  segments: readonly Segment[],
  start: number,
  length: number,
): readonly Segment[] {
  const out: Segment[] = [];
  let offset = 0;
  for (const [id, from, size] of segments) {
    const low = Math.max(start, offset);
    const high = Math.min(start + length, offset + size);
    if (low < high) out.push([id, from + low - offset, high - low]);
    offset += size;
  }
  return out;
}

/**
 * A generator with an end that runs exactly once: after the last item, after an error, or when the consumer leaves.
 * A `finally` inside the generator would not run for a consumer that leaves before the first item.
 */
function endingWith(items: AsyncGenerator<Buffer, undefined>, end: () => void): AsyncIterable<Buffer> {
  let ended = false;
  const finish = (): void => {
    if (!ended) end();
    ended = true;
  };
  const iterator: AsyncIterator<Buffer, undefined> = {
    next: async () => {
      try {
        const step = await items.next();
        if (step.done === true) finish();
        return step;
      } catch (error) {
        finish();
        throw error;
      }
    },
    return: async () => {
      await items.return(undefined);
      finish();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
