import { describe, expect, it } from 'vitest';
import { inOrder, rowsAbout, withArriving } from '../../renderer/screens/files/arriving.ts';
import type { TreeRow } from '../../sync-engine/contract/api/index.ts';

const row = (path: string, files = 1): TreeRow => ({
  name: path.split('/').at(-2) ?? '',
  path,
  files,
  bytes: files * 10,
  state: 'on',
  hasFolders: false,
  partial: false,
});
const paths = (rows: readonly TreeRow[]): readonly string[] => rows.map(({ path }) => path);

describe('folders that were turned on', () => {
  const before = [row('a/', 9), row('a/x/', 4), row('a/x/1/', 2), row('a/y/', 5), row('b/', 3)];
  const arriving = rowsAbout(['a/x/'], before);

  it('are seen by their rows, those in them, and those on the way to them', () => {
    expect(paths(arriving)).toEqual(['a/', 'a/x/', 'a/x/1/']);
  });

  it('stay listed with what they held while less of them is here, and count in all', () => {
    const told = { rows: [row('a/', 5), row('b/', 3)], files: 8, bytes: 80, partial: false };
    expect(withArriving('', told, arriving)).toEqual({
      rows: [row('a/', 9), row('b/', 3)],
      files: 12,
      bytes: 120,
      partial: false,
    });
    const within = withArriving(
      'a/',
      { rows: [row('a/y/', 5)], files: 5, bytes: 50, partial: false },
      arriving,
    );
    expect(paths(within.rows)).toEqual(['a/y/', 'a/x/']);
  });

  it('hide nothing that came meanwhile', () => {
    const told = { rows: [row('a/', 20)], files: 20, bytes: 200, partial: false };
    expect(withArriving('', told, arriving)).toEqual(told);
  });
});

it('rows are in the order of people, whatever the case and with numbers as numbers', () => {
  const rows = ['Projects/', 'file-10/', 'pics/', 'file-2/', 'Äpfel/', 'Zoo/'].map((path) => row(path));
  const order = inOrder(rows, new Intl.Collator('de', { numeric: true }));
  expect(paths(order)).toEqual(['Äpfel/', 'file-2/', 'file-10/', 'pics/', 'Projects/', 'Zoo/']);
});
