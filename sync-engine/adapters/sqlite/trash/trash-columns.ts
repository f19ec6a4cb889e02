import type { TrashIndexEntry } from '../../../ports/trash-index.ts';

export const REASONS = ['d', 'o', 'c', 'foreign'] as const;
/** Device tags are numbered in 16 bits, 0 for none; devices beyond that count as unknown. */
const MOST_TAGS = 0xffff;

/** What lists are filtered and sorted by, as arrays by entry id: 20 bytes an entry, so 20 MB for a million. */
export class TrashColumns {
  deletedMs = new Float64Array(1024);
  sizes = new Float64Array(1024);
  /** Index in REASONS. */
  reasons = new Uint8Array(1024);
  /** 1 for what was purged since. */
  gone = new Uint8Array(1024);
  /** 0, or 1 + index in `tags`. */
  devices = new Uint16Array(1024);
  readonly tags: string[] = [];
  length = 0;
  private readonly tagNumbers = new Map<string, number>();

  /** The columns of a list, as `stored` gave them; undefined when they do not belong together. */
  static from(
    column: (name: ColumnName) => Uint8Array,
    tags: readonly string[],
    length: number,
  ): TrashColumns | undefined {
    const columns = new TrashColumns();
    columns.deletedMs = new Float64Array(aligned(column('deleted_ms')));
    columns.sizes = new Float64Array(aligned(column('size')));
    columns.reasons = new Uint8Array(aligned(column('reason')));
    columns.gone = new Uint8Array(aligned(column('gone')));
    columns.devices = new Uint16Array(aligned(column('device')));
    columns.length = length;
    for (const tag of tags) columns.tagNumber(tag);
    const { deletedMs, sizes, reasons, gone, devices } = columns;
    const whole = [deletedMs, sizes, reasons, gone, devices].every((array) => array.length === length);
    return whole ? columns : undefined;
  }

  add({ deletedAtMs, size, reason, deviceTag }: TrashIndexEntry): void {
    if (this.length === this.reasons.length) this.grow();
    const id = this.length++;
    this.deletedMs[id] = deletedAtMs;
    this.sizes[id] = size;
    this.reasons[id] = REASONS.indexOf(reason);
    this.devices[id] = deviceTag === undefined ? 0 : this.tagNumber(deviceTag);
  }

  stored(): Readonly<Record<ColumnName, Uint8Array>> {
    const { deletedMs, sizes, reasons, gone, devices, length } = this;
    return {
      deleted_ms: bytesOf(deletedMs.subarray(0, length)),
      size: bytesOf(sizes.subarray(0, length)),
      reason: bytesOf(reasons.subarray(0, length)),
      gone: bytesOf(gone.subarray(0, length)),
      device: bytesOf(devices.subarray(0, length)),
    };
  }

  totals(): { readonly entries: number; readonly bytes: number } {
    let entries = 0;
    let bytes = 0;
    for (let id = 0; id < this.length; id++) {
      if (this.gone[id] === 1) continue;
      entries++;
      bytes += this.sizes[id] ?? 0;
    }
    return { entries, bytes };
  }

  tagOf(id: number): string | undefined {
    const number = this.devices[id] ?? 0;
    return number === 0 ? undefined : this.tags[number - 1];
  }

  private tagNumber(tag: string): number {
    const known = this.tagNumbers.get(tag);
    if (known !== undefined) return known;
    if (this.tags.length >= MOST_TAGS) return 0;
    const number = this.tags.push(tag);
    this.tagNumbers.set(tag, number);
    return number;
  }

  private grow(): void {
    const length = this.length * 2;
    this.deletedMs = larger(new Float64Array(length), this.deletedMs);
    this.sizes = larger(new Float64Array(length), this.sizes);
    this.reasons = larger(new Uint8Array(length), this.reasons);
    this.gone = larger(new Uint8Array(length), this.gone);
    this.devices = larger(new Uint16Array(length), this.devices);
  }
}

export type ColumnName = 'deleted_ms' | 'size' | 'reason' | 'gone' | 'device';

function larger<T extends { set(from: T): void }>(room: T, from: T): T {
  room.set(from);
  return room;
}

export function bytesOf(array: Float64Array | Uint32Array | Uint16Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** A buffer of its own, for numbers must begin at a multiple of their size. */
export function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
