import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictName, isConflictCopy } from '../../sync-engine/core/conflict.ts';
import { blockedPath, nameOf, parentOf } from '../../sync-engine/core/path.ts';
import { anyPath, anyText } from './arbitraries.ts';

const AT = Date.UTC(2026, 10, 21, 10, 15, 0, 999);
const MARK = '(conflict laptop 2026-11-21 101500)';
const nothingTaken = (): boolean => false;

function named(path: string, device = 'laptop', more = {}): string {
  return conflictName(path, { device, atMs: AT, taken: nothingTaken, ...more });
}

/** What every platform agrees on. */
const STRICTEST = { caseSensitive: false, windowsNames: true };
const anyFile = anyPath.filter((path) => !path.endsWith('/') && blockedPath(path, STRICTEST) === undefined);

describe('a conflict copy', () => {
  it.each([
    ['report.docx', `report ${MARK}.docx`],
    ['docs/2026/report.docx', `docs/2026/report ${MARK}.docx`],
    ['Makefile', `Makefile ${MARK}`],
    ['.bashrc', `.bashrc ${MARK}`],
    ['.config.json', `.config ${MARK}.json`],
    ['..odd', `..odd ${MARK}`],
    ['backup.tar.gz', `backup ${MARK}.tar.gz`],
    ['letter.pdf.gpg', `letter ${MARK}.pdf.gpg`],
    ['.tar.gz', `.tar ${MARK}.gz`],
    ['v1.2.0.zip', `v1.2.0 ${MARK}.zip`],
    ['data.2026.gz', `data.2026 ${MARK}.gz`],
    ['Minutes of 3. May', `Minutes of 3. May ${MARK}`],
    ['ends.', `ends. ${MARK}`],
    ['a.thisisnotanextensionbutasentence', `a.thisisnotanextensionbutasentence ${MARK}`],
    ['日本語.テキスト', `日本語 ${MARK}.テキスト`],
    [`report ${MARK}.docx`, `report ${MARK} ${MARK}.docx`],
  ])('of %j is %j', (path, copy) => {
    expect(named(path)).toBe(copy);
    expect(isConflictCopy(copy)).toBe(true);
  });

  it('is counted up while its name is taken', () => {
    const taken = new Set([`d/a ${MARK}.txt`, `d/a ${MARK} 2.txt`]);
    const copy = named('d/a.txt', 'laptop', { taken: (path: string) => taken.has(path) });
    expect(copy).toBe(`d/a ${MARK} 3.txt`);
    expect(isConflictCopy(copy)).toBe(true);
  });

  it('tells the local time when given its offset', () => {
    expect(named('a', 'laptop', { offsetMinutes: 120 })).toBe('a (conflict laptop 2026-11-21 121500)');
  });

  it.each([
    ['Anna’s PC', 'Anna’s PC'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['../../etc', 'etc'],
    ['  two \t\n  words.. ', 'two - words'],
    ['\u202egnp.exe\u0000', 'gnp.exe'],
    ['\ud800', 'device'],
    ['', 'device'],
    ['...', 'device'],
    ['x'.repeat(300), 'x'.repeat(40)],
    [`${'x'.repeat(38)}😀`, 'x'.repeat(38)],
  ])('spells the device %j as %j', (device, label) => {
    expect(named('a', device)).toBe(`a (conflict ${label} 2026-11-21 101500)`);
  });

  it('shortens a long name between characters and keeps its extension', () => {
    const copy = named(`${'😀'.repeat(60)}.jpeg`);
    expect(Buffer.byteLength(copy)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(copy)).toBeGreaterThan(255 - 4);
    expect(copy).toMatch(/^(😀)+ \(conflict laptop 2026-11-21 101500\)\.jpeg$/u);
  });

  it('shortens the name when the key would be too long', () => {
    const folder = `${'f'.repeat(200)}/`.repeat(4);
    const copy = named(`${folder}${'n'.repeat(200)}.txt`, 'laptop', { keyPrefix: 'team/' });
    expect(Buffer.byteLength(`team/${copy}`)).toBe(1024);
    expect(copy.endsWith(` ${MARK}.txt`)).toBe(true);
  });

  it('keeps one character of the name when not even that fits into the key', () => {
    const folder = `${'f'.repeat(200)}/`.repeat(5);
    expect(named(`${folder}name.txt`)).toBe(`${folder}n ${MARK}.txt`);
  });

  it('of any file by any device lies beside it, under a name every platform takes, that is new and tells what it is', () => {
    fc.assert(
      fc.property(
        anyFile,
        anyText,
        fc.nat(3),
        fc.integer({ min: 0, max: 4e12 }),
        (path, device, others, atMs) => {
          const taken = new Set([path]);
          for (let other = 0; other <= others; other++) {
            const copy = conflictName(path, { device, atMs, taken: (candidate) => taken.has(candidate) });
            expect(taken.has(copy)).toBe(false);
            expect(parentOf(copy)).toBe(parentOf(path));
            expect(Buffer.byteLength(nameOf(copy))).toBeLessThanOrEqual(255);
            expect(blockedPath(copy, STRICTEST)).toBeUndefined();
            expect(isConflictCopy(copy)).toBe(true);
            taken.add(copy);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('other names', () => {
  it.each([
    'report.docx',
    'report (conflict).docx',
    'report (conflict laptop).docx',
    'report (conflict laptop 2026-11-21).docx',
    `folder ${MARK}/report.docx`,
    `report ${MARK}x`,
  ])('such as %j are no conflict copies', (path) => {
    expect(isConflictCopy(path)).toBe(false);
  });
});
