import { describe, expect, it } from 'vitest';
import {
  amountOf,
  changesOf,
  foldersAbove,
  stateOf,
  toggled,
} from '../../renderer/screens/files/selection.ts';

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  '': ['a/', 'b/'],
  'a/': ['a/x/', 'a/y/'],
  'a/x/': ['a/x/1/', 'a/x/2/'],
};
const childrenOf = (folder: string) => CHILDREN[folder]?.map((path) => ({ path }));
const row = (files: number, bytes: number, partial = false) => ({ files, bytes, partial });

describe('the choice of folders', () => {
  it('is told by three states', () => {
    const off = ['a/x/'];
    expect(['a/', 'a/x/', 'a/x/1/', 'a/y/', 'b/'].map((path) => stateOf(path, off))).toEqual([
      'some',
      'off',
      'off',
      'on',
      'on',
    ]);
  });

  it('is seen where the folders above are open', () => {
    expect(foldersAbove(['a/x/1/', 'a/x/2/', 'b/'])).toEqual(['a/', 'a/x/']);
  });

  it('turns a folder of which some is off on, then off', () => {
    const on = toggled('a/', ['a/x/', 'b/'], childrenOf);
    expect(on).toEqual(['b/']);
    expect(toggled('a/', on, childrenOf)).toEqual(['b/', 'a/']);
  });

  it('turns on one folder alone, deep in one that is off', () => {
    expect(toggled('a/x/1/', ['a/', 'b/'], childrenOf)).toEqual(['b/', 'a/y/', 'a/x/2/']);
  });

  it('knows what applying it would change', () => {
    expect(changesOf(['a/x/'], ['a/'])).toEqual({ off: ['a/'], on: [] });
    expect(changesOf(['a/'], ['a/x/'])).toEqual({ off: [], on: ['a/'] });
    expect(changesOf(['b/'], ['a/y/'])).toEqual({ off: ['a/y/'], on: ['b/'] });
  });

  it.each([
    ['exact', ['a/'], [], row(3, 30)],
    ['atLeast', ['b/'], [], row(1, 10)],
    ['atLeast', ['not known/'], [], row(0, 0)],
    ['exact', ['a/'], ['a/x/'], row(1, 20)],
    ['atMost', ['a/'], ['a/y/'], row(3, 30)],
    ['about', ['a/', 'b/'], ['a/y/'], row(4, 40)],
  ] as const)('adds up what is known, and says when that is %s', (bound, folders, except, sum) => {
    const rows = new Map([
      ['a/', row(3, 30)],
      ['a/x/', row(2, 10)],
      ['b/', row(1, 10, true)],
    ]);
    const { files, bytes } = sum;
    expect(amountOf(folders, except, rows)).toEqual({ folders: folders.length, files, bytes, bound });
  });
});
