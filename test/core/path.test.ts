import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bareOf,
  blockedPath,
  compareUtf8,
  identityOf,
  isFolderPath,
  isReserved,
  nameOf,
  parentOf,
  utf8Length,
} from '../../sync-engine/core/path.ts';
import { anyPath, anyText } from './arbitraries.ts';

const POSIX = { caseSensitive: true, windowsNames: false };
const WINDOWS = { caseSensitive: false, windowsNames: true };

describe('the order of paths', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('puts what lies above the surrogates before the emoji', () => {
    expect(compareUtf8('\uffff', '😀')).toBeLessThan(0);
    expect(compareUtf8('a', 'a/b')).toBeLessThan(0);
    expect(compareUtf8('same', 'same')).toBe(0);
  });
});

describe('the length of a path in UTF-8', () => {
  it('is what encoding it gives', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});

describe('identity', () => {
  const rules = fc.record({ caseSensitive: fc.boolean() });

  it('of an identity is itself, for any text', () => {
    fc.assert(
      fc.property(anyText, rules, (text, rule) => {
        const id = identityOf(text, rule);
        expect(identityOf(id, rule)).toBe(id);
      }),
      { numRuns: 5_000 },
    );
  });

  it('of an identity is itself, for every character alone and before a combining one', () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point < 0xe000) continue;
      for (const text of [String.fromCodePoint(point), `${String.fromCodePoint(point)}\u0307`]) {
        const id = identityOf(text, WINDOWS);
        if (identityOf(id, WINDOWS) !== id) unstable.push(text);
      }
    }
    expect(unstable).toEqual([]);
  });

  it('joins both Unicode spellings of a name', () => {
    fc.assert(
      fc.property(anyText, rules, (text, rule) => {
        expect(identityOf(text.normalize('NFD'), rule)).toBe(identityOf(text.normalize('NFC'), rule));
      }),
    );
  });

  it('joins letter cases only where the file system does', () => {
    expect(identityOf('Straße/ÄRGER.TXT', WINDOWS)).toBe(identityOf('straße/ärger.txt', WINDOWS));
    expect(identityOf('ΣΑΣ', WINDOWS)).toBe(identityOf('σας', WINDOWS));
    expect(identityOf('STRAẞE', WINDOWS)).toBe(identityOf('straße', WINDOWS));
    expect(identityOf('A', POSIX)).not.toBe(identityOf('a', POSIX));
  });

  it('keeps folders apart: that of a path begins with that of its folder', () => {
    fc.assert(
      fc.property(anyPath, rules, (path, rule) => {
        const parent = identityOf(parentOf(path), rule);
        expect(identityOf(path, rule).startsWith(parent)).toBe(true);
        expect(parentOf(identityOf(path, rule))).toBe(parent);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a path taken apart', () => {
  it.each([
    ['a', '', 'a', 'a'],
    ['a/', '', 'a', 'a'],
    ['a/b.txt', 'a/', 'b.txt', 'a/b.txt'],
    ['a/b/', 'a/', 'b', 'a/b'],
  ])('%j lies in %j and is called %j', (path, parent, name, bare) => {
    expect([parentOf(path), nameOf(path), bareOf(path)]).toEqual([parent, name, bare]);
  });

  it('is its folder, its name and perhaps a slash', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(parentOf(path) + nameOf(path) + (isFolderPath(path) ? '/' : '')).toBe(path);
      }),
    );
  });
});

describe('blocked paths', () => {
  it.each([
    ['', 'key-unsafe'],
    ['/', 'key-unsafe'],
    ['.', 'key-unsafe'],
    ['..', 'key-unsafe'],
    ['../x', 'key-unsafe'],
    ['a/../../x', 'key-unsafe'],
    ['a/./b', 'key-unsafe'],
    ['a/..', 'key-unsafe'],
    ['a/../', 'key-unsafe'],
    ['/etc/passwd', 'key-unsafe'],
    ['a//b', 'key-unsafe'],
    ['a//', 'key-unsafe'],
    ['a\0b', 'key-unsafe'],
    ['.windlass', 'reserved'],
    ['.windlass/', 'reserved'],
    ['.windlass/tmp/x', 'reserved'],
    ['.WindLASS/x', 'reserved'],
    ['a\ud800', 'name-not-utf8'],
    ['a/\udc00b', 'name-not-utf8'],
    ['x'.repeat(256), 'name-too-long'],
    [`${'漢'.repeat(85)}x`, 'name-too-long'],
  ])('are %j (%s) on every platform', (path, reason) => {
    expect(blockedPath(path, POSIX)).toBe(reason);
    expect(blockedPath(path, WINDOWS)).toBe(reason);
  });

  it.each([
    '...',
    '..a',
    'a..',
    '.a',
    ' ',
    'a\nb',
    'a\\b',
    'C:',
    '~',
    'a/.windlass',
    '.windlassignore',
    '漢'.repeat(85),
  ])('are not %j elsewhere than on Windows', (path) => {
    expect(blockedPath(path, POSIX)).toBeUndefined();
  });

  it.each([
    ['a\\b', 'name-illegal'],
    ['..\\x', 'name-illegal'],
    ['C:', 'name-illegal'],
    ['C:/x', 'name-illegal'],
    ['file:stream', 'name-illegal'],
    ['a?', 'name-illegal'],
    ['a\tb', 'name-illegal'],
    ['con', 'name-reserved'],
    ['a/NUL.txt', 'name-reserved'],
    ['CON .txt', 'name-reserved'],
    ['com1.tar.gz', 'name-reserved'],
    ['LPT²', 'name-reserved'],
    ['conin$', 'name-reserved'],
    ['a.', 'name-trailing'],
    ['a /b', 'name-trailing'],
    ['...', 'name-trailing'],
    ['.windlass.', 'name-trailing'],
    ['windla~1/pair.json', 'reserved'],
    ['WI3F2A~1', 'reserved'],
  ])('are %j (%s) on Windows', (path, reason) => {
    expect(blockedPath(path, WINDOWS)).toBe(reason);
  });

  it.each(['console', 'com10', 'a.con', 'nul-', 'lpt', 'sub/windla~1', 'windla~', 'x~1'])(
    'are not %j on Windows',
    (path) => {
      expect(blockedPath(path, WINDOWS)).toBeUndefined();
    },
  );

  it.each([
    '.windlass',
    '.WINDLASS',
    '.wind\u200class',
    '\ufeff.windlass',
    '.windlass\u202e',
    '.windla\u017fs',
  ])('are our own area as %j, which a file system may take for it', (spelling) => {
    expect(isReserved(spelling) && isReserved(`${spelling}/x`)).toBe(true);
    expect(isReserved(`a/${spelling}`) || isReserved(`${spelling}x`)).toBe(false);
  });

  it('are all that would leave the root, on either kind of platform', () => {
    const hop = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      '/',
      '\\',
      'C:',
      '..\\..',
      '\0',
      '.windlass',
      '... ',
      '.. ',
      '..:',
    );
    const anyRoute = fc.oneof(
      fc.array(hop, { maxLength: 6 }).map((hops) => hops.join('/')),
      anyText,
    );
    fc.assert(
      fc.property(anyRoute, (route) => {
        for (const [rules, separator, root] of [
          [POSIX, /\//, '/home/u/root'],
          [WINDOWS, /[/\\]/, 'C:/root'],
        ] as const) {
          if (blockedPath(route, rules) !== undefined) continue;
          const names = bareOf(route).split(separator);
          // What Windows strips before it looks a name up.
          const looked = names.map((name) => (rules.windowsNames ? name.replace(/[. ]+$/, '') : name));
          expect(
            looked.every((name) => name !== '' && name !== '.' && name !== '..' && !name.includes('\0')),
          ).toBe(true);
          expect(`${root}/${looked.join('/')}`.startsWith(`${root}/`)).toBe(true);
          expect(looked[0]?.toLowerCase()).not.toBe('.windlass');
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
