import { describe, expect, it } from 'vitest';
import { decideFile, decideFolder, leavesLocal, placesLocally } from '../../sync-engine/core/decide.ts';
import type {
  ContentFact,
  DecisionCode,
  FileSituation,
  FolderSituation,
  Mode,
} from '../../sync-engine/core/decide.ts';

const MODES: readonly Mode[] = ['two-way', 'upload-only', 'download-only'];
const CONTENTS: readonly ContentFact[] = ['equal', 'different', 'unknown'];

/**
 * What design.md says, row by row, in its own words: what happened here and there, then the decision in two-way, upload-only
 * and download-only. `a | b | c` is the decision for equal, different and unknown contents.
 */
const FILES = `
nothing here, new there                  none/new         download-new                 leave-remote                       download-new
new here, nothing there                  new/none         upload-new                   upload-new                         leave-local
new here, new there                      new/new          record | conflict | inspect  record | upload-mirror | inspect   record | conflict | inspect
untouched here, untouched there          same/same        in-sync                      in-sync                            in-sync
touched here, untouched there            touched/same     upload-changed               upload-changed                     inspect
edited here, untouched there             edited/same      upload-changed               upload-changed                     leave-local
deleted here, untouched there            deleted/same     recycle                      recycle                            download-mirror
untouched here, edited there             same/edited      download-changed             record | upload-mirror | inspect   download-changed
touched here, edited there               touched/edited   inspect                      inspect                            inspect
edited here, edited there                edited/edited    record | conflict | inspect  record | upload-mirror | inspect   record | conflict | inspect
deleted here, edited there               deleted/edited   download-edit-beats-delete   recycle                            download-mirror
untouched here, deleted there            same/deleted     trash                        upload-mirror                      trash
touched here, deleted there              touched/deleted  inspect                      upload-mirror                      inspect
edited here, deleted there               edited/deleted   upload-edit-beats-delete     upload-mirror                      forget
deleted here, deleted there              deleted/deleted  forget                       forget                             forget
out of sight here, new there             unseen/new       unseen                       unseen                             unseen
out of sight here, never there           unseen/none      unseen                       unseen                             unseen
out of sight here, untouched there       unseen/same      unseen                       unseen                             unseen
out of sight here, edited there          unseen/edited    unseen                       unseen                             unseen
out of sight here, deleted there         unseen/deleted   unseen                       unseen                             unseen
`;

/** Folders: on disk, marker in the bucket, baseline row. */
const FOLDERS = `
not here, a marker nobody knows          none/marker/unknown     folder-make      folder-in-sync  folder-make
deleted here, its marker is known        none/marker/known       folder-recycle   folder-recycle  folder-make
gone on both sides                       none/none/known         folder-forget    folder-forget   folder-forget
nowhere                                  none/none/unknown       folder-in-sync   folder-in-sync  folder-in-sync
files come into it, marker unknown       coming/marker/unknown   folder-make      folder-in-sync  folder-make
files come into it, marker known         coming/marker/known     folder-in-sync   folder-in-sync  folder-in-sync
files come into it, marker gone          coming/none/known       folder-forget    folder-forget   folder-forget
files come into it, never a marker       coming/none/unknown     folder-in-sync   folder-in-sync  folder-in-sync
empty on both sides on their own         empty/marker/unknown    folder-record    folder-record   folder-record
empty on both sides, known               empty/marker/known      folder-in-sync   folder-in-sync  folder-in-sync
a new empty folder here                  empty/none/unknown      folder-upload    folder-upload   folder-in-sync
empty here, marker deleted there         empty/none/known        folder-remove    folder-upload   folder-remove
with content here, marker unknown        full/marker/unknown     folder-record    folder-record   folder-record
with content here, marker known          full/marker/known       folder-in-sync   folder-in-sync  folder-in-sync
with content here, no marker             full/none/unknown       folder-in-sync   folder-in-sync  folder-in-sync
with content here, marker deleted there  full/none/known         folder-forget    folder-forget   folder-forget
with nothing that syncs, marker unknown  kept/marker/unknown     folder-record    folder-record   folder-record
with nothing that syncs, marker known    kept/marker/known       folder-in-sync   folder-in-sync  folder-in-sync
with nothing that syncs, never a marker  kept/none/unknown       folder-upload    folder-upload   folder-in-sync
with nothing that syncs, marker deleted  kept/none/known         folder-in-sync   folder-upload   folder-in-sync
losing its last file, marker unknown     emptied/marker/unknown  folder-record    folder-record   folder-record
losing its last file, marker known       emptied/marker/known    folder-in-sync   folder-in-sync  folder-in-sync
losing its last file, never a marker     emptied/none/unknown    folder-prune     folder-in-sync  folder-prune
losing its last file, marker deleted     emptied/none/known      folder-remove    folder-in-sync  folder-remove
out of sight, marker unknown             unseen/marker/unknown   folder-unseen    folder-unseen   folder-unseen
out of sight, marker known               unseen/marker/known     folder-unseen    folder-unseen   folder-unseen
out of sight, no marker                  unseen/none/unknown     folder-unseen    folder-unseen   folder-unseen
out of sight, marker deleted             unseen/none/known       folder-unseen    folder-unseen   folder-unseen
`;

interface Row {
  readonly name: string;
  readonly situation: string;
  readonly cells: readonly string[];
}

/** Columns are two or more spaces apart. */
function rowsOf(table: string): readonly Row[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', situation = '', ...cells] = line.split(/ {2,}/);
      return { name, situation, cells };
    });
}

describe.each(MODES.map((mode, column) => ({ mode, column })))('a file in $mode mode', ({ mode, column }) => {
  const cases = rowsOf(FILES).flatMap(({ name, situation, cells }) => {
    const choices = (cells[column] ?? '').split(' | ');
    return CONTENTS.map((content, at) => ({
      name,
      situation: situation as FileSituation,
      content,
      code: choices.length === 1 ? choices[0] : choices[at],
    }));
  });
  it.each(cases)('$name, contents $content: $code', ({ situation, content, code }) => {
    expect(decideFile(mode, situation, content)).toBe(code);
  });
});

describe.each(MODES.map((mode, column) => ({ mode, column })))(
  'a folder in $mode mode',
  ({ mode, column }) => {
    const cases = rowsOf(FOLDERS).map(({ name, situation, cells }) => ({
      name,
      situation: situation as FolderSituation,
      code: cells[column],
    }));
    it.each(cases)('$name: $code', ({ situation, code }) => {
      expect(decideFolder(mode, situation)).toBe(code);
    });
  },
);

describe('the tables', () => {
  it('have a row for every pair of states a file can be in', () => {
    const known = ['same', 'touched', 'edited', 'deleted', 'unseen'];
    const expected = [
      'none/new',
      'new/new',
      'unseen/new',
      'new/none',
      'unseen/none',
      ...known.flatMap((local) => ['same', 'edited', 'deleted'].map((remote) => `${local}/${remote}`)),
    ];
    expect(
      rowsOf(FILES)
        .map((row) => row.situation)
        .sort(),
    ).toEqual(expected.sort());
  });

  it('have a row for every state of a folder', () => {
    const expected = ['none', 'coming', 'empty', 'full', 'kept', 'emptied', 'unseen'].flatMap((local) =>
      ['marker', 'none'].flatMap((remote) =>
        ['known', 'unknown'].map((base) => `${local}/${remote}/${base}`),
      ),
    );
    expect(
      rowsOf(FOLDERS)
        .map((row) => row.situation)
        .sort(),
    ).toEqual(expected.sort());
  });

  const everyFile = MODES.flatMap((mode) =>
    rowsOf(FILES).flatMap(({ situation }) =>
      CONTENTS.map((content) => ({
        mode,
        situation,
        content,
        code: decideFile(mode, situation as FileSituation, content),
      })),
    ),
  );

  /** Modes and situations in which some content gives one of the codes. */
  function where(pattern: RegExp): readonly string[] {
    const found = everyFile.filter(({ code }) => pattern.test(code));
    return [...new Set(found.map(({ mode, situation }) => `${mode} ${situation}`))];
  }

  it('delete only what was agreed on and is unchanged, but for upload-only, where the disk is the truth', () => {
    expect(where(/^trash$/)).toEqual(['two-way same/deleted', 'download-only same/deleted']);
    expect(where(/^recycle$/)).toEqual([
      'two-way deleted/same',
      'upload-only deleted/same',
      'upload-only deleted/edited',
    ]);
  });

  it('decide nothing about what is out of sight', () => {
    const unseen = everyFile.filter(({ situation }) => situation.startsWith('unseen/'));
    expect(new Set(unseen.map(({ code }) => code))).toEqual(new Set(['unseen']));
  });

  it('never write to the disk in upload-only, nor to the bucket in download-only', () => {
    expect(where(/^(?:download|trash|conflict)/).filter((place) => place.startsWith('upload-only'))).toEqual(
      [],
    );
    expect(where(/^(?:upload|recycle)/).filter((place) => place.startsWith('download-only'))).toEqual([]);
  });
});

describe('what a decision leaves on the disk', () => {
  const there: readonly (readonly [DecisionCode, boolean, boolean])[] = [
    // code, with something on disk before, with nothing
    ['in-sync', true, true],
    ['upload-new', true, true],
    ['download-new', true, true],
    ['conflict', true, true],
    ['trash', false, false],
    ['recycle', false, false],
    ['leave-remote', false, false],
    ['forget', true, false],
    ['untrack', true, false],
    ['blocked', true, false],
    ['folder-in-sync', true, false],
    ['folder-forget', true, false],
    ['folder-make', true, true],
    ['folder-upload', true, true],
    ['folder-prune', false, false],
    ['folder-remove', false, false],
    ['folder-recycle', false, false],
    ['clash-local-aside', false, false],
    ['clash-remote-aside', false, false],
    ['unseen', true, true],
  ];
  it.each(there)('%s leaves something: %s where it was there, %s where it was not', (code, was, wasNot) => {
    expect(leavesLocal(code, true)).toBe(was);
    expect(leavesLocal(code, false)).toBe(wasNot);
  });

  it('is put there by downloads, by moves and by making folders only', () => {
    const placing = there.map(([code]) => code).filter((code) => placesLocally(code));
    expect(placing).toEqual(['download-new', 'folder-make']);
    expect(placesLocally('rename-local')).toBe(true);
    expect(placesLocally('rename-remote')).toBe(false);
  });
});
