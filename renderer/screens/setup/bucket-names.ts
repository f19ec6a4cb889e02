import { areasOverlap, bucketNameFault, prefixFault } from '../../../sync-engine/contract/bucket-url.ts';
import type { Areas } from './draft.ts';
import { usedBy, type UsedArea } from './used-areas.ts';

/** More would be a wall; typing narrows them. */
export const SHOWN_BUCKETS = 50;

/** Buckets whose name has the text in it, those that begin with it first. */
export function matching(buckets: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const found = buckets.filter((name) => name.toLowerCase().includes(wanted));
  const first = found.filter((name) => name.toLowerCase().startsWith(wanted));
  return [...first, ...found.filter((name) => !first.includes(name))];
}

/** A prefix as it is stored: nothing, or with its final slash. */
export function asPrefix(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.endsWith('/') ? trimmed : `${trimmed}/`;
}

export type AreaFault = 'missing' | 'name' | 'prefix' | 'same' | 'used';

/** What is wrong with the two areas, by field; empty when nothing is. */
export interface AreaFaults {
  readonly bucket?: AreaFault;
  readonly prefix?: AreaFault;
  readonly recycle?: AreaFault;
  readonly recyclePrefix?: AreaFault;
}

/**
 * A name that is in the account's own list is right however it looks: some providers are less strict. `used`: what other pairs have on
 * the same server.
 */
export function areaFaults(
  areas: Areas,
  listed: readonly string[],
  used: readonly UsedArea[] = [],
): AreaFaults {
  const nameFault = (name: string): AreaFault | undefined => {
    if (name === '') return 'missing';
    return listed.includes(name) || bucketNameFault(name) === undefined ? undefined : 'name';
  };
  const isUsed = (bucket: string, prefix: string) =>
    usedBy({ bucket, prefix }, used) === undefined ? undefined : ('used' as const);
  const bucket = nameFault(areas.bucket) ?? isUsed(areas.bucket, areas.prefix);
  const prefix = prefixFault(areas.prefix) === undefined ? undefined : ('prefix' as const);
  const same = areasOverlap(areas, { bucket: areas.recycle, prefix: areas.recyclePrefix });
  const recycle = nameFault(areas.recycle) ?? (same ? 'same' : isUsed(areas.recycle, areas.recyclePrefix));
  const recyclePrefix = prefixFault(areas.recyclePrefix) === undefined ? undefined : ('prefix' as const);
  return {
    ...(bucket === undefined ? {} : { bucket }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(recycle === undefined ? {} : { recycle }),
    ...(recyclePrefix === undefined ? {} : { recyclePrefix }),
  };
}
