import { diffLines, diffWordsWithSpace } from 'diff';

/** One line of one version, counted from 1. */
export interface DiffLine {
  readonly number: number;
  readonly text: string;
}

/** One row of two versions side by side. */
export type DiffRow =
  | { readonly kind: 'same'; readonly mine: DiffLine; readonly theirs: DiffLine }
  | { readonly kind: 'changed'; readonly mine: DiffLine | undefined; readonly theirs: DiffLine | undefined }
  /** Equal lines that are left out. */
  | { readonly kind: 'gap'; readonly lines: number };

export interface TextDiff {
  readonly rows: readonly DiffRow[];
  /** Lines that only one version has. */
  readonly onlyMine: number;
  readonly onlyTheirs: number;
}

/** A piece of a line; `own` when the other version's line lacks it. */
export interface LinePart {
  readonly text: string;
  readonly own: boolean;
}

/** Comparing is given up after this long (milliseconds): the texts have little in common then. */
const MOST_MS = 500;
/** Equal lines shown round a change. */
const CONTEXT = 3;
/** Longer lines are not compared word by word (characters). */
const LONGEST_LINE = 1_000;

/** Compares two texts line by line. How lines end (CRLF or LF, at the end of the text or not) makes no difference. */
export function diffTexts(mine: string, theirs: string): TextDiff {
  const [left, right] = [linesOf(mine), linesOf(theirs)];
  const changes = diffLines(mine, theirs, {
    stripTrailingCr: true,
    ignoreNewlineAtEof: true,
    timeout: MOST_MS,
  }) ?? [
    { removed: true, added: false, count: left.length },
    { removed: false, added: true, count: right.length },
  ];
  const rows: DiffRow[] = [];
  /** Lines of mine that a change left without a counterpart so far. */
  let waiting: DiffLine[] = [];
  let [l, r, onlyMine, onlyTheirs] = [0, 0, 0, 0];
  const flush = (): void => {
    rows.push(...waiting.map((line) => ({ kind: 'changed', mine: line, theirs: undefined }) as const));
    waiting = [];
  };
  for (const { removed, added, count } of changes) {
    if (removed) {
      waiting.push(...left.slice(l, l + count));
      l += count;
      onlyMine += count;
    } else if (added) {
      for (const line of right.slice(r, r + count)) {
        rows.push({ kind: 'changed', mine: waiting.shift(), theirs: line });
      }
      r += count;
      onlyTheirs += count;
    } else {
      flush();
      for (let at = 0; at < count; at++) {
        const [a, b] = [left[l + at], right[r + at]];
        if (a !== undefined && b !== undefined) rows.push({ kind: 'same', mine: a, theirs: b });
      }
      l += count;
      r += count;
    }
  }
  flush();
  return { rows: withGaps(rows), onlyMine, onlyTheirs };
}

/** What is different within a line that both versions have in different words. */
export function lineParts(line: string, other: string): readonly LinePart[] {
  if (Math.max(line.length, other.length) > LONGEST_LINE) return [{ text: line, own: true }];
  return diffWordsWithSpace(other, line)
    .filter(({ removed }) => !removed)
    .map(({ value, added }) => ({ text: value, own: added }));
}

function linesOf(text: string): readonly DiffLine[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => ({ number: index + 1, text: line }));
}

/** Leaves out equal lines that are far from any change; a single one is not worth a gap. */
function withGaps(rows: readonly DiffRow[]): readonly DiffRow[] {
  const near = new Set<number>();
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'same') continue;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at);
  }
  const shown: DiffRow[] = [];
  let skipped: DiffRow[] = [];
  const flush = (): void => {
    if (skipped.length > 1) shown.push({ kind: 'gap', lines: skipped.length });
    else shown.push(...skipped);
    skipped = [];
  };
  for (const [index, row] of rows.entries()) {
    if (!near.has(index)) {
      skipped.push(row);
      continue;
    }
    flush();
    shown.push(row);
  }
  flush();
  return shown;
}
