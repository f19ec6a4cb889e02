import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideFile, decideFolder } from '../../sync-engine/core/decide.ts';
import type { ContentFact, FileSituation, FolderSituation, Mode } from '../../sync-engine/core/decide.ts';
import {
  EMPTIED_FROM,
  MASS_DELETE_FILES,
  MASS_DELETE_MOST,
  MASS_DELETE_SHARE,
} from '../../sync-engine/core/guard.ts';

const here = import.meta.dirname;
const doc = readFileSync(`${here}/../../docs/sync-semantics.md`, 'utf8');
const MODES: readonly Mode[] = ['two-way', 'upload-only', 'download-only'];

const FILE_STATES = new Map([
  ['nothing', 'none'],
  ['new', 'new'],
  ['unchanged', 'same'],
  ['touched', 'touched'],
  ['edited', 'edited'],
  ['deleted', 'deleted'],
  ['hidden', 'unseen'],
]);
const FOLDER_STATES = new Map([
  ['none', 'none'],
  ['about to get files', 'coming'],
  ['empty', 'empty'],
  ['with content', 'full'],
  ['with nothing that syncs', 'kept'],
  ['losing its last file', 'emptied'],
  ['hidden', 'unseen'],
]);

/** Rows of the table whose first header cells are given; cells are trimmed. */
function table(...headers: readonly string[]): readonly (readonly string[])[] {
  const lines = doc.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${headers.join(' | ')} |`));
  const rest = lines.slice(start + 2);
  const rows = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function codesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** The string members of a union type, as its source spells them. */
function membersOf(file: string, type: string): readonly string[] {
  const source = readFileSync(`${here}/../../sync-engine/core/${file}`, 'utf8').replaceAll(/\/\/.*$/gm, '');
  const union = new RegExp(`export type ${type} =([^;]*);`).exec(source)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('docs/sync-semantics.md', () => {
  it('tells for every file what the program decides, in every mode', () => {
    const rows = table('on disk', 'in the bucket', 'two-way');
    expect(rows).toHaveLength(20);
    for (const [local = '', remote = '', ...cells] of rows) {
      const situation = `${FILE_STATES.get(local)}/${FILE_STATES.get(remote)}` as FileSituation;
      MODES.forEach((mode, column) => {
        const said = codesIn(cells[column]);
        const contents: readonly ContentFact[] = ['equal', 'different', 'unknown'];
        const decided = contents.map((content) => decideFile(mode, situation, content));
        expect(said.length === 1 ? [said[0], said[0], said[0]] : said, `${mode} ${situation}`).toEqual(
          decided,
        );
      });
    }
  });

  it('tells for every folder what the program decides, in every mode', () => {
    const rows = table('on disk', 'marker in the bucket');
    expect(rows).toHaveLength(28);
    for (const [local = '', marker = '', ...cells] of rows) {
      const [there = '', known = ''] = marker.split(', ');
      const situation = `${FOLDER_STATES.get(local)}/${there === 'there' ? 'marker' : 'none'}/${known}`;
      const said = MODES.map((_, column) => codesIn(cells[column])[0]);
      const decided = MODES.map((mode) => decideFolder(mode, situation as FolderSituation));
      expect(said, `${local}, marker ${marker}`).toEqual(decided);
    }
  });

  it.each([
    ['decide.ts', 'FileCode', 18],
    ['decide.ts', 'CrossCode', 6],
    ['decide.ts', 'FolderCode', 9],
    ['entry.ts', 'BlockReason', 14],
    ['guard.ts', 'GuardName', 3],
    ['plan.ts', 'PhaseName', 7],
  ])('explains each of %s: %s', (file, type, count) => {
    const members = membersOf(file, type);
    expect(members.length).toBe(count);
    const explained = new Set(
      [...doc.matchAll(/^(?:\| |- |\d\. )`([^`]+)`/gm)].map((match) => match[1] ?? ''),
    );
    expect(members.filter((member) => !explained.has(member))).toEqual([]);
  });

  it('gives the guards\u2019 real limits', () => {
    expect(doc).toContain(`more than ${MASS_DELETE_FILES} files and more than ${MASS_DELETE_SHARE * 100} %`);
    expect(doc).toContain(`more than ${MASS_DELETE_MOST.toLocaleString('en')} files`);
    expect(doc).toContain(`${EMPTIED_FROM} or more objects`);
  });
});
