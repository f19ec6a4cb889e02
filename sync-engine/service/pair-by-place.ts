import { realPlace } from '../index.ts';

/**
 * The first pair whose folder stands to a folder as asked, by the paths as they are written or by where their symlinks lead.
 * `stands` is given the folder, and that of a pair.
 */
export async function pairByPlace<Pair extends { readonly folder: string }>(
  pairs: readonly Pair[],
  folder: string,
  stands: (folder: string, ofPair: string) => boolean,
): Promise<Pair | undefined> {
  const written = pairs.find((pair) => stands(folder, pair.folder));
  if (written !== undefined) return written;
  const real = await realPlace(folder);
  const places = await Promise.all(
    pairs.map(async (pair) => ({ pair, place: await realPlace(pair.folder) })),
  );
  return places.find(({ place }) => stands(real, place))?.pair;
}
