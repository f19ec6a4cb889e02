/**
 * A cheap test that comes before the patterns: most paths match none of them, and forty regular expressions, a split and a
 * cached answer for every path of a million are what a scan would spend its time on.
 *
 * A pattern's *hint* is the longest text that every path it matches must hold, itself or in a folder above. A path without
 * any hint is not ignored; a path with one may be.
 */

/** One bracket expression; those that hold a class (`[[:alpha:]]`) are not read here. */
const BRACKET = /\[(?:[!^]|(?![!^]))(?:\\.|[^\\])(?:\\.|[^\]\\])*\]/gsu;
/** What is not itself in a matching path: wildcards, quoting, slashes (a folder's may be left out), ends of lines that are trimmed. */
const BETWEEN_LITERALS = /\\.?|[*?[\]/\s]+/su;

/** True where a path may match one of the (valid) patterns; undefined when that has to be asked for every path. */
export function mayMatch(
  patterns: readonly string[],
  caseSensitive: boolean,
): ((path: string) => boolean) | undefined {
  const hints = new Set<string>();
  for (const pattern of patterns) {
    // Comments match nothing, and what `!` takes back was ignored by another pattern.
    if (/^(?:#|!| *$)/.test(pattern)) continue;
    const hint = hintOf(pattern);
    if (hint === undefined) return undefined;
    hints.add(hint.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`));
  }
  if (hints.size === 0) return () => false;
  const anyHint = new RegExp([...hints].join('|'), caseSensitive ? '' : 'i');
  return (path) => anyHint.test(path);
}

function hintOf(pattern: string): string | undefined {
  if (pattern.includes('[:')) return undefined;
  const literals = pattern.replaceAll(BRACKET, '*').split(BETWEEN_LITERALS);
  const longest = literals.reduce((best, literal) => (literal.length > best.length ? literal : best), '');
  return longest === '' ? undefined : longest;
}
