import { areasOverlap, formatBucketUrl, type BucketArea } from './bucket-url.ts';
import type { PairConfig } from './config.ts';
import type { Fault } from './config-faults.ts';
import { serverIdentity } from './endpoint.ts';
import { foldersNest } from './folder-path.ts';

interface PlacedPair {
  /** Its index in the file. */
  readonly at: number;
  readonly pair: PairConfig;
}

interface PlacedArea {
  readonly key: string;
  readonly server: string;
  readonly area: BucketArea;
}

/** The rules between pairs, and between a pair's two areas. */
export function crossFaults(pairs: readonly PlacedPair[]): readonly Fault[] {
  const faults: Fault[] = [];
  const areas: PlacedArea[] = [];
  for (const [place, { at, pair }] of pairs.entries()) {
    for (const earlier of pairs.slice(0, place)) faults.push(...betweenPairs(earlier, { at, pair }));
    for (const own of areasOf({ at, pair })) {
      const clash = areas.find((other) => other.server === own.server && areasOverlap(other.area, own.area));
      if (clash !== undefined) faults.push(overlapFault(own, clash));
      areas.push(own);
    }
  }
  return faults;
}

function betweenPairs(earlier: PlacedPair, later: PlacedPair): readonly Fault[] {
  const faults: Fault[] = [];
  const { at, pair } = later;
  if (pair.id === earlier.pair.id)
    faults.push({
      key: `pairs[${at}].id`,
      value: pair.id,
      problem: `is the id of pairs[${earlier.at}] too; remove one of the two and add it again`,
    });
  if (pair.name.toLowerCase() === earlier.pair.name.toLowerCase())
    faults.push({
      key: `pairs[${at}].name`,
      value: JSON.stringify(pair.name),
      problem: `is the name of pairs[${earlier.at}] too; give it another`,
    });
  if (foldersNest(pair.folder, earlier.pair.folder))
    faults.push({
      key: `pairs[${at}].folder`,
      value: JSON.stringify(pair.folder),
      problem: `and the folder of pairs[${earlier.at}] (${earlier.pair.folder}) are one, or one is inside the other; choose folders apart`,
    });
  return faults;
}

function areasOf({ at, pair }: PlacedPair): readonly PlacedArea[] {
  const server = serverIdentity(pair.account);
  return [
    { key: `pairs[${at}].bucket`, server, area: { bucket: pair.bucket, prefix: pair.prefix } },
    { key: `pairs[${at}].recycle`, server, area: pair.recycle },
  ];
}

function overlapFault(own: PlacedArea, other: PlacedArea): Fault {
  return {
    key: own.key,
    value: formatBucketUrl(own.area),
    problem: `overlaps with ${other.key} (${formatBucketUrl(other.area)}); use another bucket, or prefixes of which neither begins with the other`,
  };
}
