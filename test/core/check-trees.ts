import { expect, it } from 'vitest';
import { outcomeOf } from './fixtures.ts';
import type { Trees } from './fixtures.ts';

/**
 * One test for each line of a table: `name | disk | bucket | baseline | decisions`, the trees as fixtures.ts spells them, the
 * decisions in order of identity, `nothing` for none.
 */
export function checkTrees(common: Omit<Trees, 'local' | 'remote' | 'base'>, table: string): void {
  const cases = table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', local = '', remote = '', base = '', gives = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      return { name, local, remote, base, gives: gives === 'nothing' ? [] : gives.split(', ') };
    });
  it.each(cases)('$name', ({ local, remote, base, gives }) => {
    expect(outcomeOf({ ...common, local, remote, base })).toEqual(gives);
  });
}
