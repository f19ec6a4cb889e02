import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ActivityRow } from '../../sync-engine/contract/api/index.ts';
import {
  nextBeforeMs,
  PAGE_ROWS,
  rowsOf,
  withNewest,
} from '../../renderer/screens/activity/activity-pages.ts';
import { fileOf } from '../../renderer/screens/activity/file-of.ts';
import { nameOf } from '../../renderer/screens/activity/name-of.ts';
import { openDesk } from './desk.ts';
import { tabTo } from './keyboard.ts';
import { hasBrowser, openPage, picture } from './page.ts';

function rows(newest: number, count: number): readonly ActivityRow[] {
  return Array.from({ length: count }, (_, at) => ({
    pair: 'p',
    atMs: newest - at,
    action: 'uploaded',
    reason: 'upload-new',
    path: `file-${newest - at}`,
  }));
}

describe('pages of the history', () => {
  it('go on where the last one ended, and take a cut millisecond in again', () => {
    expect(nextBeforeMs(rows(1000, PAGE_ROWS))).toBe(1000 - PAGE_ROWS + 2);
    expect(nextBeforeMs(rows(1000, PAGE_ROWS - 1))).toBeUndefined();
    const oneInstant = rows(1000, PAGE_ROWS).map((row) => ({ ...row, atMs: 7 }));
    expect(nextBeforeMs(oneInstant)).toBe(7);
  });

  it('show no row twice', () => {
    expect(rowsOf([rows(10, 5), rows(6, 5)]).map(({ atMs }) => atMs)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2]);
  });

  it('get what happened since on top', () => {
    const pages = withNewest([rows(10, 5), rows(5, 5)], rows(12, 5));
    expect(pages[0]?.map(({ atMs }) => atMs)).toEqual([12, 11, 10, 9, 8, 7, 6]);
    expect(pages).toHaveLength(2);
    expect(withNewest(pages, rows(12, 5))).toBe(pages);
  });

  it('begin anew when more happened than one page holds', () => {
    const newest = rows(5000, PAGE_ROWS);
    expect(withNewest([rows(10, 5)], newest)).toEqual([newest]);
  });
});

describe('the file of a row', () => {
  const row = { pair: 'p', atMs: 1, reason: 'upload-new', path: 'a/b.txt' } as const;
  const cases: readonly (readonly [string, Partial<ActivityRow>, string | undefined])[] = [
    ['one that went up', { action: 'uploaded' }, 'a/b.txt'],
    ['one that was moved, under its new name', { action: 'renamed', target: 'c.txt' }, 'c.txt'],
    ['the copy of a conflict', { action: 'conflict', target: 'a/b (conflict).txt' }, 'a/b (conflict).txt'],
    ['one that could not be synced', { action: 'failed' }, 'a/b.txt'],
    ['one that was deleted here', { action: 'trashed', target: '.windlass/trash/b.txt' }, undefined],
    ['one that was deleted in the bucket', { action: 'recycled', target: 'b.txt~' }, undefined],
    ['one that was deleted for good', { action: 'purged' }, undefined],
    ['a folder', { action: 'folder-made' }, undefined],
    ['a folder that failed', { action: 'failed', path: 'a/' }, undefined],
    ['a pair that was halted', { action: 'halted', path: '' }, undefined],
  ];
  it.each(cases)('%s', (_name, changes, expected) => {
    expect(fileOf({ ...row, action: '', ...changes })?.path).toBe(expected);
  });
});

describe('the name of a row', () => {
  const cases: readonly (readonly [string, Partial<ActivityRow>, ReturnType<typeof nameOf>])[] = [
    ['the one name of a file', { path: 'a.txt' }, { name: 'a.txt', folder: '', whole: 'a.txt' }],
    ['apart from its folders', { path: 'x/y/a.txt' }, { name: 'a.txt', folder: 'x/y', whole: 'x/y/a.txt' }],
    ['a folder’s with its slash', { path: 'x/y/' }, { name: 'y/', folder: 'x', whole: 'x/y/' }],
    ['nothing of a whole pair', { path: '' }, { name: '', folder: '', whole: '' }],
    [
      'both of a rename',
      { action: 'renamed', path: 'x/a.txt', target: 'x/b.txt' },
      { name: 'a.txt → b.txt', folder: 'x', whole: 'x/a.txt → x/b.txt' },
    ],
    [
      'the name of what was moved, with both folders',
      { action: 'renamed', path: 'a.txt', target: 'x/a.txt' },
      { name: 'a.txt', folder: '/ → x', whole: 'a.txt → x/a.txt' },
    ],
    [
      'the one path of all else that has a target',
      { action: 'recycled', path: 'a.txt', target: 'b.txt' },
      { name: 'a.txt', folder: '', whole: 'a.txt' },
    ],
  ];
  it.each(cases)('is %s', (_case, row, expected) => {
    expect(nameOf({ action: 'uploaded', path: '', ...row })).toEqual(expected);
  });
});

describe.skipIf(!hasBrowser)('the history', () => {
  it('shows all of it, finds names, and answers why by keyboard', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 450 }, (_, at) => [`scans/page-${at}.png`, `${at}`]),
    );
    const desk = await openDesk({
      pairs: ['photos', 'papers'],
      files: { ...files, 'Lisbon/tram.jpg': 'tram' },
    });
    const [photos, papers] = desk.pairs;
    const page = await openPage(desk);
    await page.getByRole('heading', { name: 'Everything is in step' }).waitFor();
    await page.getByRole('link', { name: 'All activity' }).click();
    const list = page.getByRole('list', { name: 'What happened, the newest first' });
    await list.getByRole('listitem').first().waitFor();

    const scroller = page.getByRole('group', { name: 'What happened, the newest first' });
    await expect
      .poll(async () => {
        await scroller.press('End');
        return list.getByRole('listitem').last().getAttribute('aria-posinset');
      })
      .toBe('451');

    await rm(photos?.at('Lisbon/tram.jpg') ?? '');
    await papers?.write('letter.txt', 'dear');
    await page.getByRole('searchbox').fill('TRAM');
    await list.getByText('Moved to the trash of the bucket').waitFor();
    // What is read of a row is all of it, also what is cut off on the screen.
    await list
      .getByRole('button', { name: /^tram\.jpg Moved to the trash of the bucket · photos · Lisbon/ })
      .waitFor();
    expect(await list.getByTitle('Lisbon/tram.jpg', { exact: true }).count()).toBe(2);
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
    await picture(page, 'activity');
    await page.getByRole('searchbox').focus();
    await tabTo(page, 'What happened, the newest first');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page
      .getByText(
        'The file was deleted on this computer. Its copy in the bucket went to the trash of the bucket.',
      )
      .waitFor();

    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: 'Which folder' }).click();
    await page.getByRole('option', { name: 'papers' }).click();
    await list.getByText('letter.txt').waitFor();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('Nothing matches “nowhere”.').waitFor();
  });

  it('shows what happens as it happens, and failures with what to do', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    const page = await openPage(desk, { at: '/activity' });
    await photos?.write('new.txt', 'new');
    await page.getByRole('button', { name: /new\.txt Uploaded/ }).waitFor();
    expect(await page.locator('[draggable=true]').count(), 'a browser cannot hand out files').toBe(0);
    desk.store?.deny(['s3:PutObject']);
    await photos?.write('refused.txt', 'no');
    const row = page.getByRole('button', { name: /refused\.txt Could not be done/ });
    await row.click();
    await page.getByText(/lack the permission s3:PutObject/).waitFor();
    await page.getByText(/^Ask whoever manages/).waitFor();
    await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true');
  });
});
