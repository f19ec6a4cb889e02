import { readFile, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bucketKeys } from './bucket-keys.ts';
import { openDesk } from './desk.ts';
import { hasBrowser, openPage, picture } from './page.ts';
import { eventually } from '../tools/eventually.ts';

describe.skipIf(!hasBrowser)('files that are not in step', () => {
  it('each say why, since when, and what would help, until they are in step', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const [photos] = desk.pairs;
    const page = await openPage(desk, { at: '/problems' });
    await page.getByText('Every file can be kept in step.').waitFor();
    await eventually(async () => expect(await bucketKeys(desk.s3, photos?.bucket ?? '')).toContain('a.txt'));
    await symlink('/etc', photos?.at('shortcut') ?? '');
    desk.store?.deny(['s3:PutObject']);
    await photos?.write('report.pdf', 'figures');
    const rows = page.getByRole('list', { name: 'Files that are not in step' }).getByRole('listitem');
    const blocked = rows.filter({ hasText: 'shortcut' });
    await blocked.getByText('Symbolic link.').waitFor();
    const failed = rows.filter({ hasText: 'report.pdf' });
    await failed.getByText('Not allowed.').waitFor();
    await failed.getByText(/since .* · tried .* · next try/).waitFor();
    expect(await failed.getByRole('button', { name: /Ignore it/ }).count()).toBe(0);
    await picture(page, 'problems');

    desk.store?.deny([]);
    await page.getByRole('button', { name: 'Try again now' }).click();
    await failed.waitFor({ state: 'detached' });
    expect(await bucketKeys(desk.s3, photos?.bucket ?? '')).toContain('report.pdf');
    await blocked.waitFor();
  });

  it('are ignored by a click, each alone, where that is what would help', async () => {
    const rules = '# mine\n*.bak';
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a', '.windlassignore': rules } });
    const [photos] = desk.pairs;
    await symlink('/etc', photos?.at('short[cut] *') ?? '');
    await symlink('/etc', photos?.at('shortcut') ?? '');
    const page = await openPage(desk, { at: '/problems' });
    const rows = page.getByRole('list', { name: 'Files that are not in step' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(2);
    await picture(page, 'problems-ignore');
    await page.getByRole('button', { name: 'Ignore it: short[cut] *' }).click();
    await page.getByText('“short[cut] *” is left alone from now on.').waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Ignore it: shortcut' }).click();
    await page.getByText('Every file can be kept in step.').waitFor();
    expect(await readFile(photos?.at('.windlassignore') ?? '', 'utf8')).toBe(
      `${rules}\n/short\\[cut\\] \\*\n/shortcut\n`,
    );
    await page.getByRole('link', { name: 'Back to home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything is in step' }).waitFor();
  });

  it('are tried again in a folder that is paused once it goes on', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const [photos] = desk.pairs;
    const running = desk.service.context.pair(photos?.id ?? '');
    await eventually(() => expect(running.state().files).toBe(1));
    desk.store?.deny(['s3:PutObject']);
    await photos?.write('report.pdf', 'figures');
    await eventually(() => expect(running.state().failed).toBe(1));
    running.pause();
    desk.store?.deny([]);
    const page = await openPage(desk, { at: '/problems' });
    await page.getByRole('button', { name: 'Resume and try again' }).click();
    await page.getByText('Every file can be kept in step.').waitFor();
    expect(await bucketKeys(desk.s3, photos?.bucket ?? '')).toContain('report.pdf');
  });

  it('say so in German', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' }, language: 'de' });
    const page = await openPage(desk);
    await page.getByRole('heading', { name: 'Alles ist auf gleichem Stand' }).waitFor();
    await symlink('/etc', desk.pairs[0]?.at('shortcut') ?? '');
    await page.getByRole('button', { name: 'Jetzt abgleichen' }).click();
    await page.getByRole('button', { name: 'Dateien zeigen' }).first().click();
    await page.getByText('Symbolischer Link. Links wird nicht gefolgt').waitFor();
    expect(await page.getByText('Symbolic link').count()).toBe(0);
  });
});
