import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { isPageBuilt } from '../../sync-engine/server/page-files.ts';
import { collect, device, ended, until } from './harness.ts';
import { bearerWith, tokenInFragment } from '../../sync-engine/contract/page-token.ts';

const MINUTE_MS = 60_000;

/** Tests of the page build it (page-global-setup.ts); where there is no browser, the demo ends without a link. */
const pageBuilt = inject('chromium') !== undefined && isPageBuilt();
if (!pageBuilt) console.warn('SKIPPED: the link that the demo ends with: the page is not built here');

describe('windlass demo', () => {
  it(
    'runs through with --once: files travel, conflict, are deleted and come back',
    async () => {
      const here = await device(undefined);
      const directory = path.join(here.home, '../demo');
      const { code, stdout, stderr } = await here.run(['demo', '--once', '--dir', directory]);
      expect(stderr).not.toContain('fault');
      expect(code).toBe(0);
      const waiting = 'laptop $ windlass conflicts';
      for (const said of ['trash restore', 'Letters/To the harbour office.txt', waiting, 'WINDLASS_HOME='])
        expect(stdout).toContain(said);
      for (const folder of ['laptop', 'desktop'])
        expect(
          await readFile(path.join(directory, folder, 'Letters/To the harbour office.txt'), 'utf8'),
        ).toContain('windlass');
      expect(await readFile(path.join(directory, 'laptop/Letters/Answer.txt'), 'utf8')).toContain('oil');
      expect(await readFile(path.join(directory, 'as-it-was/Letters/Answer.txt'), 'utf8')).toContain('oil');
      const credentials = await readFile(path.join(directory, 'store/.store/credentials.json'), 'utf8');
      const { secretAccessKey } = JSON.parse(credentials) as { secretAccessKey: string };
      expect(stdout + stderr).not.toContain(secretAccessKey);
    },
    2 * MINUTE_MS,
  );

  it.skipIf(!pageBuilt)(
    'stays to be played with, has a link that lets a browser in, and ends at Ctrl-C',
    async () => {
      const here = await device(undefined);
      const running = here.start(['demo', '--dir', path.join(here.home, '../demo')]);
      const stdout = collect(running.stdout);
      const link = await until(() =>
        Promise.resolve(/Open this link on this computer: (http:\S+)\n$/.exec(stdout())?.[1]),
      );
      const page = await fetch(link);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<div id="root">');
      const authorization = bearerWith(tokenInFragment(new URL(link).hash) ?? '');
      const call = await fetch(new URL('/api', link), { headers: { authorization } });
      expect(call.status).toBe(200);
      expect(stdout()).toContain('Now play');
      const over = ended(running);
      running.kill('SIGINT');
      expect(await over).toBe(130);
    },
    2 * MINUTE_MS,
  );
});
