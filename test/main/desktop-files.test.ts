import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { HOST, type DesktopApp } from './desktop-app.ts';
import { callEngine, drag, inPage, quit, until } from './driving.ts';
import { makeHome } from './home.ts';
import { useDesktop } from './use-desktop.ts';

const { start } = useDesktop();

/** The line of the first screen's history that a file has. */
const ROW = `[...document.querySelectorAll('button[aria-expanded]')].find(({ innerText }) => innerText.includes('photo.jpg'))`;

async function hasRow(app: DesktopApp): Promise<boolean> {
  return (await inPage(app, `${ROW} !== undefined`)) === true;
}

describe.skipIf(inject('chromium') === undefined)(`files and the desktop app, under ${HOST}`, () => {
  it('hands a file of a pair to a drag that began at its row, and nothing else whatever the page says', async () => {
    const home = await makeHome();
    await writeFile(path.join(home.folder, 'photo.jpg'), 'x');
    await writeFile(path.join(home.base, 'secret.txt'), 'x');
    const app = await start(home);
    await until('the row', () => hasRow(app));
    await app.evaluate(({ BrowserWindow }) => {
      Object.assign(globalThis, { dragged: [] });
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) return;
      window.webContents.startDrag = ({ file }) =>
        void (globalThis as unknown as { dragged: unknown[] }).dragged.push(file);
    }, undefined);
    for (const name of ['../secret.txt', '.windlass/pair.json', 'missing.txt'])
      await inPage(app, `windlass.startDrag({ pair: '${home.pair}', path: '${name}' }); 0`);
    await drag(app, ROW);
    const dragged = () =>
      app.evaluate(() => (globalThis as unknown as { dragged: unknown[] }).dragged, undefined);
    await until('the file', async () => (await dragged()).length > 0);
    expect(await dragged()).toEqual([path.join(home.folder, 'photo.jpg')]);
  });

  it('shows a file in the file manager from its row', async () => {
    const home = await makeHome();
    await writeFile(path.join(home.folder, 'photo.jpg'), 'x');
    const app = await start(home);
    await app.evaluate(({ shell }) => {
      Object.assign(globalThis, { shown: [] });
      shell.showItemInFolder = (file) => void (globalThis as unknown as { shown: string[] }).shown.push(file);
    }, undefined);
    await until('the row', () => hasRow(app));
    await inPage(app, `${ROW}.click()`);
    const reveal = `document.querySelector('[aria-label="Show in folder: photo.jpg"]')`;
    await until('its button', async () => (await inPage(app, `${reveal} !== null`)) === true);
    await inPage(app, `${reveal}.click()`);
    const shown = () => app.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown, undefined);
    await until('the file manager', async () => (await shown()).length > 0);
    expect(await shown()).toEqual([path.join(home.folder, 'photo.jpg')]);
  });

  it("moves what was deleted elsewhere to the system's trash, where that is wanted", async () => {
    const home = await makeHome();
    const files = ['letter.txt', 'photo.jpg'].map((name) => path.join(home.folder, name));
    await Promise.all(files.map((file) => writeFile(file, 'x'.repeat(100))));
    const app = await start(home);
    await until('both are there', async () => (await home.stored('photo.jpg')) !== undefined);
    await until('both are there', async () => (await home.stored('letter.txt')) !== undefined);
    await app.evaluate(
      ({ shell }, { rename }) => {
        Object.assign(globalThis, { trashed: [] });
        shell.trashItem = async (file) => {
          (globalThis as unknown as { trashed: string[] }).trashed.push(file);
          const { renameSync } = process.getBuiltinModule('node:fs');
          renameSync(file, rename);
        };
      },
      { rename: path.join(home.base, 'in the trash') },
    );
    const gone = (file: string) => until(`${file} goes`, () => !existsSync(file));
    const trashed = () =>
      app.evaluate(() => (globalThis as unknown as { trashed: unknown[] }).trashed, undefined);
    await home.unstore('letter.txt');
    await gone(files[0] ?? '');
    expect(await trashed()).toEqual([]);
    await callEngine(app, 'settings/update', { systemTrash: true });
    await home.unstore('photo.jpg');
    await gone(files[1] ?? '');
    expect(await trashed()).toEqual([files[1]]);
    expect(await readFile(path.join(home.base, 'in the trash'), 'utf8')).toBe('x'.repeat(100));
    const own = await readdir(path.join(home.folder, '.windlass/trash'), { recursive: true });
    expect(own.map((name) => path.basename(name))).toEqual(
      expect.arrayContaining(['letter.txt', 'photo.jpg']),
    );
    await quit(app);
  });
});
