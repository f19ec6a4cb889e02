import { symlink } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { DESKTOP_HOST } from '../tools/browser-host.ts';
import { openDesk } from './desk.ts';
import { tabToTarget } from './keyboard.ts';
import { expectAccessible, goTo, hasBrowser, openPage } from './page.ts';

describe.skipIf(!hasBrowser)('what only the desktop app offers', () => {
  it('is set by keyboard, and shows files in the file manager', async () => {
    const shown: string[] = [];
    const desk = await openDesk({
      pairs: ['photos'],
      host: DESKTOP_HOST,
      reveal: (file) => Promise.resolve(void shown.push(file)),
    });
    const [photos] = desk.pairs;
    const page = await openPage(desk, { at: '/settings' });
    const client: Pick<ApiClient, 'settings'> = createRouterClient(desk.service.router);
    for (const name of [
      'Start Windlass when I sign in',
      'Also use the trash of this computer',
      'When something needs my attention',
      'When files have been synced',
    ]) {
      await tabToTarget(page.getByRole('switch', { name }));
      await page.keyboard.press('Space');
    }
    await expect
      .poll(() => client.settings.update({}))
      .toMatchObject({
        startAtLogin: true,
        systemTrash: true,
        notifications: { attention: false, synced: true },
      });
    await expectAccessible(page);

    await symlink('/etc', photos?.at('shortcut') ?? '');
    desk.service.context.pair(photos?.id ?? '').wake();
    await goTo(page, '/problems');
    const button = page.getByRole('button', { name: 'Show in folder: shortcut' });
    await tabToTarget(button);
    await page.keyboard.press('Enter');
    await expect.poll(() => shown).toEqual([photos?.at('shortcut')]);
    await expectAccessible(page);
  });
});
