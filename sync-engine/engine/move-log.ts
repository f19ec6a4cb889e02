import { SyncFailure } from '../core/error.ts';
import { formatInstant } from '../core/instant.ts';
import { RESERVED } from '../core/path.ts';
import type { MoveRecord } from '../core/point-in-time.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { PairParts } from './pair.ts';

/**
 * Renames leave no trash entry (nothing is lost by them), yet "as it was at T" has to know of them. So the renames of a
 * cycle are written to the recycle bucket, many in one small object: `.windlass/moves/<instant>.<id>.ndjson`. Decided in ADR 0003.
 */
export const MOVES_AREA = `${RESERVED}/moves/`;

/** Records that wait before they are written: all that wait go to the index again with each one more, so they are kept few. */
const FLUSH_AT = 100;
/** Most records in one object, which readers limit in bytes. */
const MOST_IN_OBJECT = 500;

/** Where records wait that are not in the recycle bucket yet. */
const PENDING = 'pending-moves';

/** Collects renames and writes them down in batches. What waits is in the index, for the next cycle or the next process. */
export class MoveLog {
  private readonly parts: PairParts;
  private pending: readonly MoveRecord[];
  /** The flush under way: operations run side by side, and no record is to be written twice. */
  private flushing: Promise<void> | undefined;

  constructor(parts: PairParts) {
    this.parts = parts;
    this.pending = pendingMoves(parts.index);
  }

  /** Puts a rename on record. Called before the old object goes: without its record, a restore would take the file for a new one. */
  async add(record: MoveRecord): Promise<void> {
    this.pending = [...this.pending, record];
    this.remember();
    // Where nothing can be written, not every rename tries in vain.
    if (this.pending.length % FLUSH_AT === 0) await this.flush();
  }

  /** Writes what has not been written. Never rejects with a SyncFailure: what cannot be written goes on waiting. */
  async flush(): Promise<void> {
    await this.flushing;
    this.flushing ??= this.writeAll().finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.pending.length > 0) {
        const batch = this.pending.slice(0, MOST_IN_OBJECT);
        await this.write(batch);
        // Others may have been added meanwhile, behind these.
        this.pending = this.pending.slice(batch.length);
        this.remember();
      }
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
      const { code } = caught.error;
      this.parts.log.warn({ code, records: this.pending.length }, 'renames could not be logged yet');
    }
  }

  private async write(records: readonly MoveRecord[]): Promise<void> {
    const { recycle, settings, clock, random } = this.parts;
    const key = `${settings.recyclePrefix}${MOVES_AREA}${formatInstant(clock.now())}.${random.id(10)}.ndjson`;
    const body = new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await recycle.put(key, body, { contentType: 'application/x-ndjson' });
  }

  /** A process that is killed loses nothing of it; a power cut may, which costs a restore precision and no byte. */
  private remember(): void {
    const value = this.pending.length === 0 ? undefined : JSON.stringify(this.pending);
    this.parts.index.apply([{ kind: 'setting', name: PENDING, value }]);
  }
}

/** The renames that are not in the recycle bucket yet. */
export function pendingMoves(index: Pick<IndexStore, 'setting'>): readonly MoveRecord[] {
  const waiting = index.setting(PENDING);
  return waiting === undefined ? [] : (JSON.parse(waiting) as readonly MoveRecord[]);
}

/** Writes what an earlier cycle or process left waiting. Never rejects with a SyncFailure. */
export async function flushPending(parts: PairParts): Promise<void> {
  if (pendingMoves(parts.index).length > 0) await new MoveLog(parts).flush();
}
