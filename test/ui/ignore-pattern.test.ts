import { describe, expect, it } from 'vitest';
import { patternFor, withPattern } from '../../renderer/screens/problems/ignore-pattern.ts';
import { createIgnore } from '../../sync-engine/core/ignore.ts';

describe('the pattern for one path', () => {
  it.each([
    'shortcut',
    'a/b c/link',
    '#1',
    '!x',
    'a[1].*',
    'why?',
    'back\\slash',
    'ends in spaces  ',
    '[]',
    'ü 港',
  ])('means “%s” alone', (path) => {
    const rules = createIgnore(`${patternFor(path)}\n`, { caseSensitive: true });
    expect(rules.invalid).toEqual([]);
    expect(rules.ignored(path)).toBe(true);
    for (const other of [`below/${path}`, `${path}x`, 'a1.txt', 'whyx']) {
      expect(rules.ignored(other), other).toBe(false);
    }
  });

  it('is not there for a name of two lines', () => expect(patternFor('a\nb')).toBeUndefined());

  it('comes on a line of its own, once', () => {
    expect(withPattern('', '/a')).toBe('/a\n');
    expect(withPattern('*.bak', '/a')).toBe('*.bak\n/a\n');
    expect(withPattern('/a\r\n*.bak\n', '/a')).toBe('/a\r\n*.bak\n');
  });
});
