import type { Draft } from './draft.ts';

export interface PassphraseFaults {
  readonly first?: 'short';
  readonly again?: 'different';
}

/** Source: the contract. */
const SHORTEST = 8;

/** What is wrong with a passphrase that was typed twice; empty when nothing is. */
export function passphraseFaults({ first, again }: Draft['passphrase']): PassphraseFaults {
  if (first.length < SHORTEST) return { first: 'short' };
  return first === again ? {} : { again: 'different' };
}
