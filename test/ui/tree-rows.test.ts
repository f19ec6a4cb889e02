import { describe, expect, it } from 'vitest';
import { shownRows, treeCommand } from '../../renderer/screens/files/tree-rows.ts';
import type { TreeRow } from '../../sync-engine/contract/api/index.ts';

const row = (path: string, hasFolders = false): TreeRow => ({
  name: path.split('/').at(-2) ?? '',
  path,
  files: 1,
  bytes: 1,
  state: 'on',
  hasFolders,
  partial: false,
});

const children = new Map([
  ['', [row('Atlas/', true), row('books/', true), row('boats/')]],
  ['Atlas/', [row('Atlas/maps/')]],
]);
const rows = shownRows({ children, expanded: new Set(['Atlas/']) });
const AT = Object.fromEntries(rows.map(({ row: { path } }, index) => [path, index]));

describe('the tree of folders', () => {
  it('is a list of what is open, with the place of each row', () => {
    expect(
      rows.map(({ row: { path }, level, position, siblings, expanded }) => ({
        path,
        place: [level, position, siblings],
        expanded,
      })),
    ).toEqual([
      { path: 'Atlas/', place: [1, 1, 3], expanded: true },
      { path: 'Atlas/maps/', place: [2, 1, 1], expanded: undefined },
      { path: 'books/', place: [1, 2, 3], expanded: false },
      { path: 'boats/', place: [1, 3, 3], expanded: undefined },
    ]);
  });

  it.each([
    ['ArrowRight', 'Atlas/', { kind: 'move', to: AT['Atlas/maps/'] }],
    ['ArrowRight', 'books/', { kind: 'expand', path: 'books/' }],
    ['ArrowRight', 'Atlas/maps/', { kind: 'move', to: AT['Atlas/maps/'] }],
    ['ArrowLeft', 'Atlas/maps/', { kind: 'move', to: AT['Atlas/'] }],
    ['ArrowLeft', 'Atlas/', { kind: 'collapse', path: 'Atlas/' }],
    ['ArrowLeft', 'books/', { kind: 'move', to: AT['books/'] }],
    ['ArrowUp', 'Atlas/', { kind: 'move', to: AT['Atlas/'] }],
    ['ArrowDown', 'boats/', { kind: 'move', to: AT['boats/'] }],
    ['End', 'Atlas/', { kind: 'move', to: AT['boats/'] }],
    ['Home', 'boats/', { kind: 'move', to: AT['Atlas/'] }],
    ['b', 'books/', { kind: 'move', to: AT['boats/'] }],
    ['B', 'boats/', { kind: 'move', to: AT['books/'] }],
    ['a', 'boats/', { kind: 'move', to: AT['Atlas/'] }],
    ['x', 'books/', { kind: 'move', to: AT['books/'] }],
    [' ', 'books/', { kind: 'toggle', path: 'books/' }],
    ['Enter', 'books/', { kind: 'toggle', path: 'books/' }],
    ['Tab', 'books/', undefined],
  ])('takes %j at %s for %j', (key, path, command) => {
    expect(treeCommand(key, rows, AT[path] ?? -1)).toEqual(command);
  });
});
