import { rm } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { openRestoreGate } from '../service/restore-gate.ts';
import { eventually } from '../tools/eventually.ts';
import { openBuckets } from './bucket-store.ts';
import { expectAccessible, hasBrowser, picture, type Page } from './page.ts';
import { diskHolds, keysOf, localTime, openScene } from './trash-scene.ts';

const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });

/** A page on which a restore of three files is under way: one is back, the others wait. */
async function halfWay(language: 'en' | 'de') {
  const gate = await openRestoreGate(1);
  const files = { a: 'one', b: 'two', c: 'three', stays: 'here' };
  const scene = await openScene({ files, s3: gate.s3, language });
  const { desk, pair, inStep, open } = scene;
  await inStep(4);
  for (const name of ['a', 'b', 'c']) await rm(pair.at(name));
  await inStep(1);
  const page = await open();
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  const [choose, restore] =
    language === 'en'
      ? ['Restore…', 'Restore 3 files']
      : ['Wiederherstellen …', '3 Dateien wiederherstellen'];
  await button(page, choose).click();
  await button(page.getByRole('dialog'), restore).click();
  await eventually(() => expect(gate.waiting()).toBe(2));
  return { gate, files, desk, pair, page };
}

describe.skipIf(!hasBrowser)('a restore and its page', () => {
  it('goes on over a reload, and waits with its report and its undo until it is dismissed', async () => {
    const { gate, files, pair, page } = await halfWay('en');
    await page.getByRole('dialog').getByText('1 of 3 files').waitFor();
    await page.reload();
    await page.getByText('1 of 3 files').waitFor();
    await button(page, 'Stop').waitFor();
    await expectAccessible(page);
    gate.open();
    await page.getByText('3 files restored').waitFor();
    await diskHolds(pair, files);
    await page.reload();
    await page.getByText('3 files restored').waitFor();
    await expect.poll(() => page.getByText('Back in the folder').count()).toBe(3);
    await expectAccessible(page);
    await button(page, 'Undo').click();
    await page.getByText('Undone: 3 files are in the trash again.').waitFor();
    await diskHolds(pair, { stays: 'here' });
    await button(page, 'Dismiss').click();
    await page.getByText('Undone: 3 files are in the trash again.').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('6 entries in all').waitFor();
    await page.getByRole('grid').getByRole('row').nth(6).waitFor();
    await expect.poll(() => page.getByText('Back in the folder').count()).toBe(0);
    expect(await button(page, 'Dismiss').count()).toBe(0);
  });

  it('says why it was interrupted, and what it did by then can be undone, and restored again', async () => {
    const { gate, desk, pair, page } = await halfWay('en');
    await page.getByRole('dialog').getByText('1 of 3 files').waitFor();
    await desk.service.context.restart(pair.id);
    await page.getByRole('dialog').getByText('Interrupted, because Windlass ended').waitFor();
    await expectAccessible(page);
    await eventually(() => expect(gate.waiting()).toBe(0));
    gate.open();
    const dialog = page.getByRole('dialog');
    await button(dialog, 'Undo').click();
    await dialog.getByText('Undone: 1 file is in the trash again.').waitFor();
    await button(dialog, 'Restore again').click();
    await page
      .getByRole('dialog', { name: 'Restore again' })
      .getByText(/^1 file restored again/)
      .waitFor();
    expect(await dialog.getByText('Undone').count()).toBe(0);
    await button(dialog, 'Undo').waitFor();
  });

  it('can be undone when another came after it, and when it was put aside', async () => {
    const { gate, files, desk, pair, page } = await halfWay('en');
    gate.open();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 files restored').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await diskHolds(pair, files);
    expect(await button(page, 'Earlier restores').count()).toBe(0);
    const { trash } = createRouterClient(desk.service.router);
    const keys = await keysOf(openBuckets(desk.s3)(pair.recycle));
    const selection = { kind: 'keys', keys } as const;
    const to = `${pair.folder} copy`;
    const { preview } = await trash.preview({ pair: pair.id, selection, to });
    const { run } = await trash.restore({ preview });
    for await (const state of await trash.follow({ run })) expect(state.run).toBe(run);
    await page.reload();
    await page.getByText(/3 files restored to .* copy/).waitFor();
    const earlier = button(page, 'Earlier restores');
    await earlier.focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: 'Earlier restores' });
    expect(await list.getByRole('listitem').innerText()).toMatch(
      /^3 files restored, .*\n.*just now\n+Undo$/s,
    );
    await list.getByText('These can be undone or done again').waitFor();
    await picture(page, 'trash-earlier');
    await page.setViewportSize({ width: 480, height: 800 });
    const [said, does] = [
      await list.getByText(/^3 files restored/).boundingBox(),
      await button(list, 'Undo').boundingBox(),
    ];
    expect(does?.y).toBeGreaterThan((said?.y ?? 0) + (said?.height ?? 0));
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Earlier restores');
    await button(page, 'Dismiss').click();
    await page.getByText(/3 files restored to/).waitFor({ state: 'detached' });
    await page.reload();
    await earlier.click();
    expect(await page.getByText(/3 files restored to/).count()).toBe(0);
    await button(list, 'Undo').click();
    await page.getByText('Undone: 3 files are in the trash again.').waitFor();
    await diskHolds(pair, { stays: 'here' });
    await earlier.waitFor({ state: 'detached' });
    await button(page, 'Dismiss').click();
    await earlier.click();
    await button(list, 'Restore again').click();
    await page.getByText(/^3 files restored again/).waitFor();
    await diskHolds(pair, files);
  });

  it('removes all there is, as of a time before everything, only when the person agrees', async () => {
    const { pair, inStep, open } = await openScene({ files: { a: 'one', b: 'two', c: 'three' } });
    await inStep(3);
    const page = await open();
    await button(page, 'Go back to a time…').click();
    const time = page.getByRole('dialog');
    await time.getByLabel('As of').fill(localTime(Date.now() - 86_400_000));
    await time.getByText('This is before “docs” began').waitFor();
    await button(time, 'Preview').click();
    await time.getByText('All 3 files go to the trash').waitFor();
    const remove = button(time, 'Move 3 files to the trash');
    expect(await remove.isDisabled()).toBe(true);
    await expectAccessible(page);
    await picture(page, 'trash-removal');
    await time.getByRole('checkbox', { name: 'Yes, move 3 files to the trash' }).check();
    await remove.click();
    await time.getByText('3 files went to the trash.').waitFor();
    await diskHolds(pair, {});
    expect(await time.getByText(/restored|within moments/).count()).toBe(0);
    await button(time, 'Undo').click();
    await diskHolds(pair, { a: 'one', b: 'two', c: 'three' });
    await page.getByRole('dialog', { name: 'Undo' }).getByText('Undone: 3 files are back').waitFor();
    expect(await time.getByText('within moments').count()).toBe(0);
  });

  it('says in German too what was done when it is stopped, and takes that back', async () => {
    const { gate, pair, page } = await halfWay('de');
    await page.goto(page.url().replace('/trash/', '/activity/'));
    await page.goto(page.url().replace('/activity/', '/trash/'));
    await button(page, 'Anhalten').click();
    await page.getByText('Angehalten. Was bis dahin geschah, bleibt und lässt sich zurücknehmen.').waitFor();
    await eventually(() => expect(gate.waiting()).toBe(0));
    gate.open();
    await button(page, 'Rückgängig').click();
    await page.getByText('Rückgängig gemacht: 1 Datei liegt wieder im Papierkorb.').waitFor();
    await diskHolds(pair, { stays: 'here' });
    await button(page, 'Erneut wiederherstellen').click();
    await page.getByText('1 Datei erneut wiederhergestellt').waitFor();
    expect(await page.getByText('Rückgängig gemacht').count()).toBe(0);
    await button(page, 'Rückgängig').click();
    await page.getByText('Rückgängig gemacht: 1 Datei liegt wieder im Papierkorb.').waitFor();
  });
});
