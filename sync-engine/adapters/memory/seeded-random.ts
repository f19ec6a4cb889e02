import type { Random } from '../../ports/clock.ts';
import { ID_ALPHABET } from '../system/id-alphabet.ts';

/** Randomness that repeats: the same seed gives the same values. Never for anything that must be unguessable. */
export interface SeededRandom extends Random {
  /** A whole number in [0, below). */
  integer(below: number): number;
  /** One of `items`, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** Another stream, decided by this one's place. */
  fork(): SeededRandom;
}

/** xoshiro128** (Blackman and Vigna, prng.di.unimi.it), its state filled by splitmix32 as its authors advise. */
export function createSeededRandom(seed: number): SeededRandom {
  const state = new Uint32Array(4);
  let mix = seed >>> 0;
  for (let at = 0; at < 4; at += 1) {
    mix = (mix + 0x9e3779b9) >>> 0;
    let word = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    state[at] = (word ^ (word >>> 15)) >>> 0;
  }

  function next(): number {
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = state;
    const result = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    state[1] = s1 ^ t2;
    state[0] = s0 ^ t3;
    state[2] = t2 ^ (s1 << 9);
    state[3] = rotate(t3, 11);
    return result;
  }

  function integer(below: number): number {
    return Math.floor((next() / 2 ** 32) * below);
  }

  function characters(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet.charAt(integer(alphabet.length))).join('');
  }

  return {
    float: () => next() / 2 ** 32,
    id: (length) => characters(length, ID_ALPHABET),
    uuid() {
      const hex = (length: number): string => characters(length, '0123456789abcdef');
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${characters(1, '89ab')}${hex(3)}-${hex(12)}`;
    },
    integer,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[integer(items.length)] as Item;
    },
    fork: () => createSeededRandom(next()),
  };
}

function rotate(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
