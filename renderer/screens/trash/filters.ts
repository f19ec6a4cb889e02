import type { TrashFilter } from '../../../sync-engine/contract/api/index.ts';

/** Parts of a filter that a person sees as one, each with a chip of its own. */
export const FILTER_PARTS = ['search', 'folder', 'device', 'reasons', 'size', 'time'] as const;
export type FilterPart = (typeof FILTER_PARTS)[number];

const KEYS: Readonly<Record<FilterPart, readonly (keyof TrashFilter)[]>> = {
  search: ['search'],
  folder: ['folder'],
  device: ['device'],
  reasons: ['reasons'],
  size: ['minSize', 'maxSize'],
  time: ['fromMs', 'toMs'],
};

/** The parts that say something. */
export function partsOf(filter: TrashFilter): readonly FilterPart[] {
  return FILTER_PARTS.filter((part) => KEYS[part].some((key) => filter[key] !== undefined));
}

export function without(filter: TrashFilter, part: FilterPart): TrashFilter {
  const gone: ReadonlySet<string> = new Set(KEYS[part]);
  return Object.fromEntries(Object.entries(filter).filter(([key]) => !gone.has(key)));
}

/** With some conditions set, and those undefined or empty taken away. */
export function withConditions(filter: TrashFilter, conditions: TrashFilter): TrashFilter {
  const all = Object.entries({ ...filter, ...conditions });
  return Object.fromEntries(
    all.filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** Which ranges end before they begin. */
export function filterFaults({ minSize, maxSize, fromMs, toMs }: TrashFilter): {
  readonly size: boolean;
  readonly time: boolean;
} {
  return {
    size: minSize !== undefined && maxSize !== undefined && minSize > maxSize,
    time: fromMs !== undefined && toMs !== undefined && fromMs >= toMs,
  };
}

/** A typed folder as the contract has it: no `/` in front, one behind; empty for none. */
export function folderOf(typed: string): string {
  const names = typed.split('/').filter((name) => name.trim() !== '');
  return names.length === 0 ? '' : `${names.join('/')}/`;
}
