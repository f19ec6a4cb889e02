import type { TrashIndexBar, TrashIndexFacets, TrashIndexFilter } from '../../../ports/trash-index.ts';
import type { DeviceNames } from '../../../ports/trash-index.ts';
import { REASONS, type TrashColumns } from './trash-columns.ts';

/** Those of `order` that the columns' own conditions let through, and that are in the `among` sets, in that order. */
export function matching(
  columns: TrashColumns,
  order: Uint32Array,
  filter: TrashIndexFilter,
  { names, among }: { readonly names: DeviceNames; readonly among: readonly Uint8Array[] },
): Uint32Array {
  const { minSize = 0, maxSize = Number.POSITIVE_INFINITY } = filter;
  const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = filter;
  const reasons = REASONS.map((reason) => filter.reasons?.includes(reason) ?? true);
  const devices = [undefined, ...columns.tags].map(
    (tag) => filter.device === undefined || (tag !== undefined && names[tag] === filter.device),
  );
  const found = new Uint32Array(order.length);
  let count = 0;
  for (const id of order) {
    const size = columns.sizes[id] ?? 0;
    const deletedMs = columns.deletedMs[id] ?? 0;
    if (columns.gone[id] === 1 || size < minSize || size > maxSize) continue;
    if (deletedMs < fromMs || deletedMs >= toMs) continue;
    if (reasons[columns.reasons[id] ?? 0] !== true || devices[columns.devices[id] ?? 0] !== true) continue;
    if (among.every((set) => set[id] === 1)) found[count++] = id;
  }
  return count === found.length ? found : found.slice(0, count);
}

export function bytesOfView(columns: TrashColumns, ids: Uint32Array): number {
  let bytes = 0;
  for (const id of ids) bytes += columns.sizes[id] ?? 0;
  return bytes;
}

/** Bars of equal width, whole milliseconds each, the last of which holds the last deletion. */
export function histogramOf(columns: TrashColumns, ids: Uint32Array, bars: number): readonly TrashIndexBar[] {
  if (ids.length === 0) return [];
  const { first, last } = timesOf(columns, ids);
  const width = Math.max(1, Math.ceil((last - first + 1) / bars));
  const many = Math.ceil((last - first + 1) / width);
  const counts = new Float64Array(many);
  const bytes = new Float64Array(many);
  for (const id of ids) {
    const bar = Math.floor(((columns.deletedMs[id] ?? 0) - first) / width);
    counts[bar] = (counts[bar] ?? 0) + 1;
    bytes[bar] = (bytes[bar] ?? 0) + (columns.sizes[id] ?? 0);
  }
  return Array.from(counts, (count, bar) => {
    const fromMs = first + bar * width;
    return { fromMs, toMs: fromMs + width, count, bytes: bytes[bar] ?? 0 };
  });
}

/** What there is to filter by, the commonest device first. Devices of one name count as one. */
export function facetsOf(columns: TrashColumns, ids: Uint32Array, names: DeviceNames): TrashIndexFacets {
  const byReason = new Float64Array(REASONS.length);
  const byTag = new Float64Array(columns.tags.length + 1);
  for (const id of ids) {
    const reason = columns.reasons[id] ?? 0;
    const device = columns.devices[id] ?? 0;
    byReason[reason] = (byReason[reason] ?? 0) + 1;
    byTag[device] = (byTag[device] ?? 0) + 1;
  }
  const byName = new Map<string, number>();
  for (const [at, tag] of columns.tags.entries()) {
    const [name, count] = [names[tag], byTag[at + 1] ?? 0];
    if (name !== undefined && count > 0) byName.set(name, (byName.get(name) ?? 0) + count);
  }
  const times = ids.length === 0 ? undefined : timesOf(columns, ids);
  return {
    devices: [...byName]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    reasons: REASONS.map((reason, at) => ({ reason, count: byReason[at] ?? 0 })).filter(
      ({ count }) => count > 0,
    ),
    fromMs: times?.first,
    toMs: times?.last,
  };
}

function timesOf(columns: TrashColumns, ids: Uint32Array): { readonly first: number; readonly last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const id of ids) {
    const deletedMs = columns.deletedMs[id] ?? 0;
    first = Math.min(first, deletedMs);
    last = Math.max(last, deletedMs);
  }
  return { first, last };
}
