import { describe, expect, it } from 'vitest';
import { diffTexts, lineParts, type DiffRow } from '../../renderer/screens/conflicts/diff-rows.ts';

/** One line a row: `=` in both, `<` only in mine, `>` only in theirs, `~` both changed, `…n` left out. */
function drawn(rows: readonly DiffRow[]): readonly string[] {
  return rows.map((row) => {
    if (row.kind === 'gap') return `…${row.lines}`;
    if (row.kind === 'same') return `=${row.mine.number},${row.theirs.number} ${row.mine.text}`;
    const [mine, theirs] = [row.mine, row.theirs];
    if (mine !== undefined && theirs !== undefined) return `~${mine.text}|${theirs.text}`;
    return mine === undefined ? `>${theirs?.number} ${theirs?.text}` : `<${mine.number} ${mine.text}`;
  });
}

describe('the comparison of two texts', () => {
  it('pairs changed lines and numbers either side by itself', () => {
    const { rows, onlyMine, onlyTheirs } = diffTexts('a\nb\nc\nd\n', 'a\nB\nBB\nc\n');
    expect(drawn(rows)).toEqual(['=1,1 a', '~b|B', '>3 BB', '=3,4 c', '<4 d']);
    expect({ onlyMine, onlyTheirs }).toEqual({ onlyMine: 2, onlyTheirs: 2 });
  });

  it('leaves out equal lines far from a change, but never a single one', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index}`).join('\n');
    expect(drawn(diffTexts(`${lines(10)}\nx`, `${lines(10)}\ny`).rows)).toEqual([
      '…7',
      '=8,8 7',
      '=9,9 8',
      '=10,10 9',
      '~x|y',
    ]);
    expect(drawn(diffTexts(`${lines(4)}\nx`, `${lines(4)}\ny`).rows)).toHaveLength(5);
  });

  it.each([
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\nb', 'a\nb\n'],
  ])('takes %j and %j for the same lines', (mine, theirs) => {
    expect(diffTexts(mine, theirs)).toMatchObject({ onlyMine: 0, onlyTheirs: 0 });
  });

  it('is there for an empty text too', () => {
    expect(drawn(diffTexts('', 'a\n').rows)).toEqual(['>1 a']);
    expect(diffTexts('', '').rows).toEqual([]);
  });

  it('ends in time for large texts that have nothing in common', () => {
    const text = (seed: string) => Array.from({ length: 40_000 }, (_, at) => `${seed}${at}`).join('\n');
    const { onlyMine, onlyTheirs } = diffTexts(text('a'), text('b'));
    expect({ onlyMine, onlyTheirs }).toEqual({ onlyMine: 40_000, onlyTheirs: 40_000 });
  });

  it('marks the words that a line has alone', () => {
    const own = (line: string, other: string) =>
      lineParts(line, other)
        .filter((part) => part.own)
        .map(({ text }) => text);
    expect(own('meet at eight', 'meet at nine')).toEqual(['eight']);
    expect(
      lineParts('meet at eight', 'meet at nine')
        .map(({ text }) => text)
        .join(''),
    ).toBe('meet at eight');
  });
});
