/** A restore that moves more files than this to the recycle bucket asks first: a time ahead of the pair's beginning would empty it. */
const MOST_UNASKED = 20;

/** True where a restore would remove much, or all there is; `all`: how many files it is about. Nobody does that unasked. */
export function removesMuch(removed: number, all: number): boolean {
  return removed > MOST_UNASKED || (removed > 0 && removed === all);
}
