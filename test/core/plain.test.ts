import { describe, expect, it } from 'vitest';
import { entanglement, isPlain } from '../../sync-engine/core/plain.ts';
import { reconcileTrees } from './fixtures.ts';
import type { Trees } from './fixtures.ts';

/** What may wait outside of memory, and what of it has to come back because of the deletions beside it. */
function placesOf(trees: Trees): {
  readonly plain: readonly string[];
  readonly entangled: readonly string[];
} {
  const { decisions } = reconcileTrees(trees);
  const plain = decisions.filter(isPlain);
  const isEntangled = entanglement(decisions.filter((made) => !isPlain(made))) ?? (() => false);
  const names = (found: typeof plain): readonly string[] =>
    found.map(({ code, id }) => `${code} ${id}`).sort();
  return { plain: names(plain), entangled: names(plain.filter(isEntangled)) };
}

describe('plain decisions', () => {
  it.each<Trees & { readonly name: string; readonly plain: readonly string[] }>([
    { name: 'a new file', local: 'a:x', plain: ['upload-new a'] },
    { name: 'a new object', remote: 'a:x', plain: ['download-new a'] },
    { name: 'an edited file', local: 'a:xx*', remote: 'a:x', base: 'a:x', plain: ['upload-changed a'] },
    { name: 'an edited object', local: 'a:x', remote: 'a:yy', base: 'a:x', plain: ['download-changed a'] },
    { name: 'the same on both sides, unknown so far', local: 'a:x', remote: 'a:x', plain: ['inspect a'] },
    {
      name: 'an object that an upload-only pair leaves alone',
      mode: 'upload-only',
      remote: 'a:x',
      plain: ['leave-remote a'],
    },
    { name: 'a deletion here', remote: 'a:x', base: 'a:x', plain: [] },
    { name: 'a deletion there', local: 'a:x', base: 'a:x', plain: [] },
    { name: 'a touched file that is gone from the bucket', local: 'a:x*', base: 'a:x', plain: [] },
    { name: 'both sides edited', local: 'a:xx*', remote: 'a:yyy', base: 'a:x', plain: [] },
    { name: 'a folder', local: 'a/', plain: [] },
    { name: 'a symlink', local: 'a@', plain: [] },
    { name: 'a file beside an object below it', local: 'a:x', remote: 'a/b:x', plain: ['download-new a/b'] },
  ])('$name', ({ name: _name, plain, ...trees }) => {
    expect(placesOf(trees).plain).toEqual(plain);
  });
});

describe('entangled with a deletion', () => {
  it.each<Trees & { readonly name: string; readonly entangled: readonly string[] }>([
    {
      name: 'is a new file that may be the deleted one',
      local: 'b:x n:zzz',
      remote: 'a:x',
      base: 'a:x',
      entangled: ['upload-new b'],
    },
    {
      name: 'is a new object that may be the deleted one',
      local: 'a:x',
      remote: 'b:x n:zzz',
      base: 'a:x',
      entangled: ['download-new b'],
    },
    {
      name: 'is what comes below the name of a deleted file',
      local: 'a:x',
      remote: 'a/b:yy c:zzz',
      base: 'a:x',
      entangled: ['download-new a/b'],
    },
    {
      name: 'is what takes the name of a folder whose file is deleted',
      local: 'a/b/c:x',
      remote: 'a:yy d:zzz',
      base: 'a/b/c:x',
      entangled: ['download-new a'],
    },
    { name: 'is nothing where nothing is deleted', local: 'a:x', remote: 'b:yy', entangled: [] },
    {
      name: 'is no upload for its name alone',
      local: 'a/b:x c:zzz',
      base: 'a/b:x',
      remote: 'd:yy',
      entangled: [],
    },
  ])('$name', ({ name: _name, entangled, ...trees }) => {
    expect(placesOf(trees).entangled).toEqual(entangled);
  });
});
