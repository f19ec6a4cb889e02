import * as fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { createIgnore } from '../../sync-engine/core/ignore.ts';
import { anyPath, anyText } from './arbitraries.ts';

function ignores(patterns: string, path: string, caseSensitive = true): boolean {
  return createIgnore(patterns, { caseSensitive, defaults: '' }).ignored(path);
}

describe('patterns', () => {
  it.each([
    ['*.log', 'a/b/x.log', true],
    ['*.log', 'x.log.txt', false],
    ['/x', 'x', true],
    ['/x', 'a/x', false],
    ['a/x', 'b/a/x', false],
    ['**/a/x', 'b/a/x', true],
    ['build/', 'build/', true],
    ['build/', 'build', false],
    ['build/', 'src/build/deep/file', true],
    ['a/**/z', 'a/z', true],
    ['doc/*.txt', 'doc/sub/x.txt', false],
    ['*\n!keep', 'keep', false],
    ['dir/\n!dir/keep', 'dir/keep', true],
    ['dir/*\n!dir/keep', 'dir/keep', false],
    ['# comment', '# comment', false],
    ['\\#file', '#file', true],
    ['\\!file', '!file', true],
    ['a b', 'a b', true],
    ['trailing  ', 'trailing', true],
    ['with\r\nwindows\r\nends\r\n', 'windows', true],
    ['\ufeffmarked', 'marked', true],
    ['[a-c]x', 'bx', true],
    ['wei\\[rd', 'wei[rd', true],
    ['back\\\\slash', 'back\\slash', true],
    ['.*', '.windlassignore', true],
  ])('%j makes of %j: ignored %s', (patterns, path, ignored) => {
    expect(ignores(patterns, path)).toBe(ignored);
  });

  it('tell cases apart where the file system does', () => {
    expect(ignores('*.LOG', 'x.log', true)).toBe(false);
    expect(ignores('*.LOG', 'x.log', false)).toBe(true);
    expect(ignores('É', 'é', false)).toBe(true);
  });

  it('match a name in either Unicode spelling', () => {
    expect(ignores('caf\u00e9', 'cafe\u0301')).toBe(true);
    expect(ignores('cafe\u0301/', 'caf\u00e9/menu.txt')).toBe(true);
  });

  it('are named with their line by what they ignore', () => {
    const rules = createIgnore('\n*.log\n!keep.log\nout/', { caseSensitive: true });
    expect(rules.matches('a/x.log')).toEqual({ pattern: '*.log', line: 2 });
    expect(rules.matches('out/deep/file')).toEqual({ pattern: 'out/', line: 4 });
    expect(rules.matches('a/.DS_Store')).toEqual({ pattern: '.DS_Store', line: undefined });
    expect(rules.matches('keep.log')).toBeUndefined();
    expect(rules.matches('x.txt')).toBeUndefined();
    expect(rules.invalid).toEqual([]);
  });

  it('are named as they were written, also when compared in another Unicode spelling', () => {
    expect(createIgnore('cafe\u0301', { caseSensitive: true }).matches('café')?.pattern).toBe('cafe\u0301');
  });

  it.each([
    ['[abc', '['],
    ['a[!', '['],
    ['a[!]', '['],
    ['ok\\', 'backslash'],
    ['ok\\\\\\', 'backslash'],
    ['!', 'names nothing'],
    ['/', 'names nothing'],
    ['//', 'names nothing'],
    ['! ', 'names nothing'],
    ['./x', 'top of the pair'],
    ['../x', 'top of the pair'],
    ['a/../x', 'top of the pair'],
    ['.', 'top of the pair'],
    ['a//b', 'empty name'],
    ['a\0b', 'NUL'],
  ])('that can match nothing are reported and leave the others in force: %j', (pattern, reason) => {
    const rules = createIgnore(`first\n${pattern}\nlast`, { caseSensitive: true });
    expect(rules.invalid).toEqual([{ pattern, line: 2, reason: expect.stringContaining(reason) }]);
    expect(rules.ignored('first') && rules.ignored('last')).toBe(true);
    expect(rules.ignored('other')).toBe(false);
  });

  it.each(['[]a]', '[!]]', '[a\\]b]', 'a\\[', 'ok\\\\', '.gitignore', '...', 'a/.b', '[[:alpha:]]'])(
    'such as %j are fine',
    (pattern) => {
      expect(createIgnore(pattern, { caseSensitive: true }).invalid).toEqual([]);
    },
  );

  it('ignore everything below an ignored folder, for any pattern and path', () => {
    fc.assert(
      fc.property(
        fc.array(anyText),
        anyPath,
        anyPath,
        fc.boolean(),
        (lines, folder, below, caseSensitive) => {
          const rules = createIgnore(lines.join('\n'), { caseSensitive });
          const parent = folder.endsWith('/') ? folder : `${folder}/`;
          expect(!rules.ignored(parent) || rules.ignored(parent + below)).toBe(true);
          expect(rules.matches(below) !== undefined).toBe(rules.ignored(below));
        },
      ),
    );
  });
});

describe('any patterns', () => {
  const pieces = [
    'a',
    'B',
    'é',
    '.',
    '*',
    '**',
    '?',
    '/',
    '!',
    '#',
    '\\',
    ' ',
    '-',
    '^',
    '$',
    '(',
    '|',
    '{a,b}',
    'a.b',
  ];
  const brackets = ['[ab]', '[!a]', '[a-c]', '[]a]', '[[:alpha:]B]', '[', ']', '\t', '\\*', '\\['];
  const piece = fc.constantFrom(...pieces, ...brackets);
  const pattern = fc.array(piece, { maxLength: 5 }).map((chosen) => chosen.join(''));
  const part = fc.constantFrom(
    '\t',
    'a',
    'b',
    'B',
    'A',
    'é',
    '.',
    '*',
    '#',
    '!',
    ' ',
    '-',
    ']',
    '[',
    '^',
    '$',
    'a.b',
    '{a,b}',
  );
  const name = fc
    .array(part, { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(''))
    .filter((text) => text !== '.' && text !== '..');
  const path = fc
    .tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([names, folder]) => names.join('/') + (folder ? '/' : ''));

  it('ignore what the ignore package by itself says that git ignores', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 3 }),
        path,
        fc.boolean(),
        (patterns, asked, caseSensitive) => {
          const plain = ignore({ ignorecase: !caseSensitive }).add(patterns.join('\n'));
          const expected = plain.ignores(asked);
          expect(ignores(patterns.join('\n'), asked, caseSensitive)).toBe(expected);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('odd paths', () => {
  it.each([
    '',
    '.',
    '..',
    './x',
    '../x',
    '/x',
    '//',
    '/',
    'a//b',
    'a/../b',
    'a/./b',
    'C:\\x',
    '\\',
    '\0',
    '\ud800',
    '*',
    '[',
  ])('such as %j are answered without an error', (path) => {
    expect(ignores('x\n*.log', path)).toBe(
      path === 'a/../b' ? false : path.startsWith('a/') && path.endsWith('/x'),
    );
  });

  it('are answered without an error for any text as pattern and any text as path', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (patterns, path, caseSensitive) => {
        expect(typeof ignores(patterns, path, caseSensitive)).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the default patterns', () => {
  const rules = createIgnore('', { caseSensitive: true });

  it.each([
    '.DS_Store',
    'photos/.DS_Store',
    '._resource',
    'Icon\r',
    'Thumbs.db',
    'thumbs.db',
    'a/desktop.ini',
    '$RECYCLE.BIN/x',
    'System Volume Information/',
    '.Trash-1000/files/x',
    '.fuse_hidden0000a1',
    '.nfs00000012',
    '.goutputstream-ABC123',
    'lost+found/',
    '~$report.docx',
    '~WRL0001.tmp',
    '.~lock.report.odt#',
    '.notes.txt.swp',
    '.#notes.txt',
    '#notes.txt#',
    'movie.mp4.crdownload',
    'movie.mp4.part',
  ])('ignore %j', (path) => {
    expect(rules.ignored(path)).toBe(true);
  });

  it.each([
    'node_modules/x/index.js',
    '.git/config',
    '.env',
    '.gitignore',
    '.windlassignore',
    'Icon',
    'notes.txt~',
    'x.tmp',
    'notes.swp',
    'a/lost+found/x',
    '.nfs-notes',
    'C#',
    '#1',
    'partial',
    'System Volume Information',
    '.windlass/x',
  ])('leave %j alone', (path) => {
    expect(rules.ignored(path)).toBe(false);
  });

  it('give way to the user', () => {
    expect(createIgnore('!Thumbs.db', { caseSensitive: true }).ignored('a/Thumbs.db')).toBe(false);
  });
});

describe('a million paths', () => {
  it('are answered the same however many were asked before', () => {
    const rules = createIgnore('*.log\n/out/', { caseSensitive: true });
    let ignored = 0;
    for (let folder = 0; folder < 500; folder++) {
      for (let file = 0; file < 100; file++) {
        if (rules.ignored(`src/d${folder}/f${file}.${file % 10 === 0 ? 'log' : 'txt'}`)) ignored++;
        if (rules.ignored(`out/d${folder}/f${file}`)) ignored++;
      }
    }
    expect(ignored).toBe(500 * 110);
  });
});
