import { remoteEntryOf } from '../../core/snapshot.ts';
import { keyOf } from '../../core/object-key.ts';
import type { BaselineShare } from '../../ports/index-store.ts';
import type { PairContext } from '../pair.ts';

/** As `BaselineShare`, of what a LIST tells; `partial` where there may be more. */
export interface ListedShare extends BaselineShare {
  readonly partial: boolean;
}

/** What listings may cost in all: keys seen, and requests that only look for the next folder. */
export interface ListingBudget {
  keys: number;
  jumps: number;
}

/** A hundred requests: some seconds. Beyond that a size is told as "at least". */
export function listingBudget(): ListingBudget {
  return { keys: 100_000, jumps: 300 };
}

/** Above everything in a folder. */
const LAST = '\u{10ffff}';

/**
 * Adds up what the bucket holds in a folder (empty, or ends in `/`), by the folders right in it. Once the budget is used up, the rest
 * of each folder is passed over, so that all folders are found, until that costs too much as well (`complete` is false then).
 */
export async function listShares(
  context: PairContext,
  folder: string,
  budget: ListingBudget,
): Promise<{ readonly shares: readonly ListedShare[]; readonly complete: boolean }> {
  const { store, settings, tree, signal } = context;
  const prefix = keyOf(settings.prefix, folder);
  const shares = new Map<string, Mutable<ListedShare>>();
  let startAfter: string | undefined;
  for (;;) {
    let jumpTo: string | undefined;
    for await (const page of store.list(prefix, { signal, startAfter })) {
      for (const object of page) {
        const entry = remoteEntryOf(object, settings.prefix, tree.traits);
        if (entry === undefined || entry.kind === 'blocked') continue;
        add(shares, { folder, rest: object.key.slice(prefix.length), size: object.size });
      }
      budget.keys -= page.length;
      const last = page.at(-1)?.key;
      if (budget.keys > 0 || last === undefined) continue;
      const inner = innerFolder(last.slice(prefix.length));
      const past = `${prefix}${inner}${LAST}`;
      // Loose files have no end to jump to, and what sorts behind the end of its own folder would be jumped to for ever.
      if (inner === '' || past === startAfter) continue;
      const share = shares.get(`${folder}${inner}`);
      if (share !== undefined) share.partial = true;
      if (budget.jumps-- <= 0) return { shares: [...shares.values()], complete: false };
      jumpTo = past;
      break;
    }
    if (jumpTo === undefined) return { shares: [...shares.values()], complete: true };
    startAfter = jumpTo;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Counts one object, `rest` being what follows the folder in its key. */
function add(
  shares: Map<string, Mutable<ListedShare>>,
  { folder, rest, size }: { readonly folder: string; readonly rest: string; readonly size: number },
): void {
  const inner = innerFolder(rest);
  const id = `${folder}${inner}`;
  let share = shares.get(id);
  if (share === undefined) {
    share = { id, samplePath: `${folder}${rest}`, files: 0, bytes: 0, hasFolders: false, partial: false };
    shares.set(id, share);
  }
  if (rest !== '' && !rest.endsWith('/')) {
    share.files++;
    share.bytes += size;
  }
  share.hasFolders ||= inner !== '' && rest.includes('/', inner.length);
}

/** The first name of a path when it is a folder's, with its `/`; else empty. */
function innerFolder(rest: string): string {
  return rest.slice(0, rest.indexOf('/') + 1);
}
