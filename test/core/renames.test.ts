import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../sync-engine/core/decision.ts';
import { matchRenames, renameCandidates } from '../../sync-engine/core/renames.ts';
import { reconcileTrees } from './fixtures.ts';
import type { Trees } from './fixtures.ts';

/** The pairs found in two trees, as `old -> new`. */
function pairsOf(trees: Trees): readonly string[] {
  return candidates(reconcileTrees(trees).decisions);
}

function candidates(decisions: readonly Decision[]): readonly string[] {
  return renameCandidates(decisions)
    .map(({ gone, come }) => `${gone.id} -> ${come.id}`)
    .sort();
}

/** Carries renames out of `trees`; every content hashes to what the fixtures say, but for the paths in `unlike`. */
function matchedOf(trees: Trees, unlike: readonly string[] = []): readonly string[] {
  const { decisions } = reconcileTrees(trees);
  const matched = matchRenames(decisions, renameCandidates(decisions), (come) =>
    unlike.includes(come.id) ? 'sha-other' : 'sha-x',
  );
  return matched.map((made) => `${made.code} ${made.renamedFrom?.id ?? ''} ${made.id}`).sort();
}

describe('rename candidates', () => {
  it.each<Trees & { readonly name: string; readonly pairs: readonly string[] }>([
    { name: 'a file renamed here', local: 'b:x', remote: 'a:x', base: 'a:x', pairs: ['a -> b'] },
    { name: 'a file renamed there', local: 'a:x', remote: 'b:x', base: 'a:x', pairs: ['a -> b'] },
    {
      name: 'a folder renamed here, file by file',
      local: 'e/1:x e/2:yy',
      remote: 'd/1:x d/2:yy',
      base: 'd/1:x d/2:yy',
      pairs: ['d/1 -> e/1', 'd/2 -> e/2'],
    },
    {
      name: 'equal files of a renamed folder, in their order',
      local: 'e/1:x e/2:x e/3:x',
      remote: 'd/1:x d/2:x d/3:x',
      base: 'd/1:x d/2:x d/3:x',
      pairs: ['d/1 -> e/1', 'd/2 -> e/2', 'd/3 -> e/3'],
    },
    { name: 'renamed and edited is no rename', local: 'b:y', remote: 'a:x', base: 'a:x', pairs: [] },
    { name: 'empty files are not matched', local: 'b:', remote: 'a:', base: 'a:', pairs: [] },
    { name: 'a copy is no rename', local: 'a:x b:x', remote: 'a:x', base: 'a:x', pairs: [] },
    {
      name: 'one source serves one target',
      local: 'b:x c:x',
      remote: 'a:x',
      base: 'a:x',
      pairs: ['a -> b'],
    },
    {
      name: 'a file moved into a folder of its own name, here: keys do not stand in each other\u2019s way',
      local: 'a/b:x',
      remote: 'a:x',
      base: 'a:x',
      pairs: ['a -> a/b'],
    },
    {
      name: 'the same there: the file has to be gone before its folder can be made',
      local: 'a:x',
      remote: 'a/b:x',
      base: 'a:x',
      pairs: [],
    },
    {
      name: 'a file moved out to its folder\u2019s name, there',
      local: 'a/b:x',
      remote: 'a:x',
      base: 'a/b:x',
      pairs: [],
    },
    {
      name: 'a file that another one\u2019s folder replaces, there',
      local: 'a:x c:yy',
      remote: 'a/b:yy d:x',
      base: 'a:x c:yy',
      pairs: ['c -> a/b'],
    },
    {
      name: 'upload-only recycles an edited object, which is not what was renamed here',
      mode: 'upload-only',
      local: 'b:x',
      remote: 'a:yy',
      base: 'a:x',
      pairs: [],
    },
  ])('$name', ({ name: _name, pairs, ...trees }) => {
    expect(pairsOf(trees)).toEqual(pairs);
  });

  it('prefer the inode to size and time', () => {
    const { decisions } = reconcileTrees({ local: 'b:x c:x', remote: 'a:x', base: 'a:x' });
    const otherInode = decisions.map((made) =>
      made.id === 'b' && made.local?.kind === 'file'
        ? { ...made, local: { ...made.local, stamp: { ...made.local.stamp, ino: 99n } } }
        : made,
    );
    expect(candidates(otherInode)).toEqual(['a -> c']);
  });

  it('are the same whatever the order of the decisions', () => {
    const { decisions } = reconcileTrees({
      local: 'e/1:x e/2:x f:yy',
      remote: 'd/1:x d/2:x g:yy',
      base: 'd/1:x d/2:x g:yy',
    });
    fc.assert(
      fc.property(fc.shuffledSubarray([...decisions], { minLength: decisions.length }), (mixed) => {
        expect(candidates(mixed)).toEqual(candidates(decisions));
      }),
    );
  });

  it('pair 20,000 equal files of a renamed folder in their order', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => at.toString().padStart(5, '0'));
    const tree = (folder: string): string => names.map((name) => `${folder}/${name}:x`).join(' ');
    const { decisions } = reconcileTrees({ local: tree('e'), remote: tree('d'), base: tree('d') });
    const pairs = renameCandidates(decisions);
    expect(pairs).toHaveLength(20_000);
    expect(pairs.every(({ gone, come }) => gone.id.slice(1) === come.id.slice(1))).toBe(true);
  });
});

describe('matching renames', () => {
  const here: Trees = { local: 'b:x', remote: 'a:x', base: 'a:x' };

  it('replaces a deletion and an upload by a copy on the server', () => {
    expect(matchedOf(here)).toEqual(['rename-remote a b']);
  });

  it('replaces a deletion and a download by a move here', () => {
    expect(matchedOf({ local: 'a:x', remote: 'b:x', base: 'a:x' })).toEqual(['rename-local a b']);
  });

  it('leaves both as they are where the hash says otherwise', () => {
    expect(matchedOf(here, ['b'])).toEqual(['recycle  a', 'upload-new  b']);
  });

  it('leaves both as they are where there is no hash', () => {
    const { decisions } = reconcileTrees(here);
    expect(matchRenames(decisions, renameCandidates(decisions), () => undefined)).toBe(decisions);
  });

  it('keeps the hash of the local file, so that it is not read again', () => {
    const { decisions } = reconcileTrees(here);
    const [made] = matchRenames(decisions, renameCandidates(decisions), () => 'sha-x');
    expect(made?.localSha256).toBe('sha-x');
  });

  it('leaves everything else alone', () => {
    const trees: Trees = { local: 'b:x n:zzz', remote: 'a:x', base: 'a:x g:x' };
    expect(matchedOf(trees)).toEqual(['forget  g', 'rename-remote a b', 'upload-new  n']);
  });
});
