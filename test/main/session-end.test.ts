import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { HOST, type DesktopApp } from './desktop-app.ts';
import { enginePid, inPage, lives, until } from './driving.ts';
import { makeHome } from './home.ts';
import { useDesktop } from './use-desktop.ts';

const { start } = useDesktop();

interface Busy {
  readonly app: DesktopApp;
  readonly engine: number;
}

/** An app in the middle of an upload. */
async function startBusy(): Promise<Busy> {
  const home = await makeHome({ upload: 2 ** 19 });
  const app = await start(home);
  await writeFile(path.join(home.folder, 'film.bin'), new Uint8Array(8 * 2 ** 20));
  await until('the upload is under way', async () =>
    String(await inPage(app, 'document.body.innerText')).includes('film.bin'),
  );
  return { app, engine: (await enginePid(app)) ?? 0 };
}

/** Tells the window of an end of the session, as Windows does; answers whether it asked for time. */
function tellWindow(app: DesktopApp, name: string, reasons: readonly string[]): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }, told) => {
      let waits = false;
      const event = { reasons: told.reasons, preventDefault: () => void (waits = true) };
      (BrowserWindow.getAllWindows()[0] as unknown as NodeJS.EventEmitter).emit(told.name, event);
      return waits;
    },
    { name, reasons },
  );
}

describe.skipIf(inject('chromium') === undefined)(`the end of the session, under ${HOST}`, () => {
  it('waits on Windows until the engine has put down what it does', async () => {
    const { app, engine } = await startBusy();
    expect(await tellWindow(app, 'query-session-end', ['logoff'])).toBe(true);
    expect(await app.ended).toBe(0);
    expect(lives(engine)).toBe(false);
  });

  it('is not held up on Windows where it is forced or an installer asks, and the app quits when it comes', async () => {
    const { app, engine } = await startBusy();
    expect(await tellWindow(app, 'query-session-end', ['shutdown', 'critical'])).toBe(false);
    expect(await tellWindow(app, 'query-session-end', ['close-app'])).toBe(false);
    expect(lives(engine)).toBe(true);
    await tellWindow(app, 'session-end', ['close-app']);
    expect(await app.ended).toBe(0);
    expect(lives(engine)).toBe(false);
  });

  it('waits elsewhere too', async () => {
    const { app, engine } = await startBusy();
    const waits = await app.evaluate(({ powerMonitor }) => {
      let asked = false;
      const event = { preventDefault: () => void (asked = true) };
      (powerMonitor as unknown as NodeJS.EventEmitter).emit('shutdown', event);
      return asked;
    }, undefined);
    expect(waits).toBe(true);
    expect(await app.ended).toBe(0);
    expect(lives(engine)).toBe(false);
  });
});
