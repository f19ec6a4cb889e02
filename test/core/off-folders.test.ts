import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIgnore } from '../../sync-engine/core/ignore.ts';
import { folderFinder, offFolderFault, withoutNested } from '../../sync-engine/core/off-folders.ts';

const SENSITIVE = { caseSensitive: true };

describe('a folder that is off', () => {
  it('has itself and all in it untracked, and nothing else', () => {
    const rules = createIgnore('', { ...SENSITIVE, off: ['photos/2024/'] });
    const ignored = (path: string): boolean => rules.ignored(path);
    expect(['photos/2024/', 'photos/2024/a.jpg', 'photos/2024/may/b.jpg'].map(ignored)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ['photos/', 'photos/2024', 'photos/2024b/a.jpg', 'x/photos/2024/a.jpg', 'photos/a'].map(ignored),
    ).toEqual([false, false, false, false, false]);
  });

  it('is not taken back by a pattern', () => {
    const rules = createIgnore('!off/\n!off/kept.txt', { ...SENSITIVE, off: ['off/'] });
    expect(rules.ignored('off/kept.txt')).toBe(true);
    expect(rules.matches('off/kept.txt')).toEqual({ pattern: 'off/', line: undefined });
  });

  it('is found in every spelling the file system takes for it', () => {
    const off = ['Fotos/Cafe\u0301/'];
    expect(createIgnore('', { ...SENSITIVE, off }).ignored('Fotos/Café/a')).toBe(true);
    expect(createIgnore('', { ...SENSITIVE, off }).ignored('fotos/café/a')).toBe(false);
    expect(createIgnore('', { caseSensitive: false, off }).ignored('fotos/CAFÉ/a')).toBe(true);
  });
});

it('keeps the outermost folders only, in order', () => {
  expect(withoutNested(['b/c/', 'a!/', 'b/', 'a/x/', 'b/c/d/', 'b/', 'a/'])).toEqual(['a!/', 'a/', 'b/']);
});

it.each(['a', '', '/', '/a/', '../a/', 'a//b/', './', '.windlass/', '.windlass/trash/', 'a\0b/'])(
  'refuses %j as a folder that is off',
  (path) => expect(offFolderFault(path)).toBeTypeOf('string'),
);

it.each(['a/', 'a b/c!/', 'CON/', 'trailing. /', '日本/'])('takes %j as a folder that is off', (path) =>
  expect(offFolderFault(path)).toBeUndefined(),
);

it('finds the same folder as a look at all of them would', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const folder = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `${names.join('/')}/`);
  fc.assert(
    fc.property(fc.array(folder, { maxLength: 5 }), folder, name, (folders, home, file) => {
      const off = withoutNested(folders);
      const path = `${home}${file}`;
      expect(folderFinder(off, SENSITIVE)(path)).toBe(off.find((found) => path.startsWith(found)));
    }),
  );
});
