import { SyncFailure } from '../../core/error.ts';
import { folderFinder } from '../../core/off-folders.ts';
import { compareUtf8, identityOf, nameOf, parentOf } from '../../core/path.ts';
import type { PairContext } from '../pair.ts';
import { forEachLimited } from '../pool.ts';
import type { FolderListing, FolderShare } from '../tracking.ts';
import { listingBudget, listShares } from './shares.ts';
import type { ListedShare, ListingBudget } from './shares.ts';

/** Folders that are off listed for one answer, side by side; the sizes of more than that are not asked for. */
const MOST_LISTED = 200;
const LANES = 8;

/** What a folder holds, while it is added up. */
interface Size {
  files: number;
  bytes: number;
  hasFolders: boolean;
  partial: boolean;
}

interface Row extends Size {
  readonly path: string;
}

const NOTHING: Readonly<Size> = { files: 0, bytes: 0, hasFolders: false, partial: false };
/** It may hold anything. */
const UNKNOWN: Readonly<Size> = { ...NOTHING, hasFolders: true, partial: true };

/**
 * The folders in one folder. What is kept here is added up by the index; what is off, or never was synced, by a LIST, which may be
 * refused or take too long: its sizes are partial then.
 */
export async function listFolders(
  context: PairContext,
  folder: string,
  off: readonly string[],
): Promise<FolderListing> {
  const { index, tree } = context;
  const idOf = (path: string): string => identityOf(path, tree.traits);
  const offFolderOf = folderFinder(off, tree.traits);
  const budget = listingBudget();
  const isOff = folder !== '' && offFolderOf(folder) !== undefined;
  const listed = isOff || index.setting('last-sync') === undefined;
  let complete = true;
  let shares: readonly ListedShare[];
  if (listed) ({ shares, complete } = await listShares(context, folder, budget));
  else shares = index.baselineShares(idOf(folder)).map((share) => ({ ...share, partial: false }));

  const rows = new Map<string, Row>();
  const total: Size = { ...NOTHING, partial: !complete };
  const rowAt = (path: string): Row => {
    const known = rows.get(idOf(path));
    if (known !== undefined) return known;
    const made = { path, ...NOTHING };
    rows.set(idOf(path), made);
    return made;
  };
  const count = (share: Size, row?: Row): void => {
    for (const sum of row === undefined ? [total] : [row, total]) addTo(sum, share);
  };
  for (const share of shares) {
    const isLoose = idOf(share.id) === idOf(folder);
    count(share, isLoose ? undefined : rowAt(childOf(folder, share.samplePath)));
  }
  if (!listed) {
    const below = off.filter((path) => path !== folder && idOf(path).startsWith(idOf(folder)));
    const sizes = await sizesOf(context, below, budget);
    for (const path of below) {
      const row = rowAt(childOf(folder, path));
      count(sizes.get(path) ?? UNKNOWN, row);
      if (idOf(row.path) !== idOf(path)) row.hasFolders = true;
    }
  }

  const offIds = off.map(idOf);
  const stateOf = (path: string): FolderShare['state'] => {
    if (offFolderOf(path) !== undefined) return 'off';
    return offIds.some((id) => id.startsWith(idOf(path))) ? 'some' : 'on';
  };
  return {
    rows: [...rows.values()]
      .map((row) => ({ ...row, name: nameOf(row.path), state: stateOf(row.path) }))
      .sort((a, b) => compareUtf8(a.path, b.path)),
    files: total.files,
    bytes: total.bytes,
    partial: total.partial,
  };
}

/** The folder right in `folder` on the way to `path`, in the spelling of `path`. */
function childOf(folder: string, path: string): string {
  const depth = folder.split('/').length;
  return `${path.split('/').slice(0, depth).join('/')}/`;
}

/** What the bucket holds in each of some folders. */
async function sizesOf(
  context: PairContext,
  folders: readonly string[],
  budget: ListingBudget,
): Promise<ReadonlyMap<string, Size>> {
  const sizes = new Map<string, Size>();
  await forEachLimited(folders.slice(0, MOST_LISTED), LANES, async (folder) => {
    if (budget.keys <= 0 || context.signal.aborted) return;
    try {
      const { shares, complete } = await listShares(context, folder, budget);
      const sum: Size = { ...NOTHING, partial: !complete };
      for (const share of shares) {
        addTo(sum, { ...share, hasFolders: parentOf(share.id) === folder && share.id !== folder });
      }
      sizes.set(folder, sum);
    } catch (caught) {
      if (!(caught instanceof SyncFailure) || caught.error.code === 'aborted') throw caught;
      context.log.info({ folder, code: caught.error.code }, 'the size of a folder that is off is not known');
    }
  });
  return sizes;
}

function addTo(sum: Size, { files, bytes, hasFolders, partial }: Readonly<Size>): void {
  sum.files += files;
  sum.bytes += bytes;
  sum.hasFolders ||= hasFolders;
  sum.partial ||= partial;
}
