import { once } from 'node:events';
import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { missingPrograms, startSecretService } from '../secrets/secret-service.ts';
import { HOST, type DesktopApp } from './desktop-app.ts';
import {
  callEngine,
  clickTray,
  enginePid,
  inPage,
  lives,
  nextMenu,
  notes,
  quit,
  trayIcon,
  trayIcons,
  until,
  watchBar,
} from './driving.ts';
import { makeHome } from './home.ts';
import { useDesktop } from './use-desktop.ts';

const { start, startSecond } = useDesktop();

async function running(app: DesktopApp): Promise<number> {
  let pid: number | undefined;
  await until('the engine runs', async () => (pid = await enginePid(app)) !== undefined);
  return pid ?? 0;
}

const address = (app: DesktopApp) => inPage(app, 'location.hash');

describe.skipIf(inject('chromium') === undefined)(`the desktop app, under ${HOST}`, () => {
  it('keeps a folder in step, and shows it in a sandboxed window', async () => {
    const home = await makeHome();
    const app = await start(home);
    await writeFile(path.join(home.folder, 'letter.txt'), 'dear');
    await until('it is in the bucket', async () => (await home.stored('letter.txt')) !== undefined);
    await until('the page knows the pair', async () =>
      String(await inPage(app, 'document.body.innerText')).includes('documents'),
    );
    const window = await app.evaluate(({ BrowserWindow }) => {
      const [only, ...others] = BrowserWindow.getAllWindows();
      const contents = only?.webContents as unknown as { getLastWebPreferences(): object };
      return { others: others.length, visible: only?.isVisible(), ...contents.getLastWebPreferences() };
    }, undefined);
    expect(window).toMatchObject({
      others: 0,
      visible: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(await inPage(app, 'typeof require + typeof process')).toBe('undefinedundefined');
    await quit(app);
  });

  it('opens only once: a second start shows its link in the first window', async () => {
    const home = await makeHome();
    const app = await start(home);
    await inPage(app, 'window.links = []; windlass.onDeepLink((link) => links.push(link)); 0');
    expect(await startSecond(home, `windlass://trash?pair=${home.pair}`)).toBe(0);
    await until('the link', async () => (await inPage(app, 'links.length')) === 1);
    expect(await inPage(app, 'links')).toEqual([{ screen: 'trash', pair: home.pair }]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, undefined)).toBe(
      1,
    );
  });

  it('opens the screen of a link it is started with, and of one the system hands over later', async () => {
    const home = await makeHome();
    const app = await start(home, 'windlass://setup');
    await until('the first', async () => (await address(app)) === '#/setup');
    const open = (link: string) =>
      app.evaluate(
        ({ app: electron }, url) => void electron.emit('open-url', { preventDefault() {} }, url),
        link,
      );
    await inPage(app, 'window.links = []; windlass.onDeepLink((link) => links.push(link)); 0');
    await open('windlass://purge?all=yes');
    await open('windlass://home');
    await until('the second', async () => (await address(app)) === '#/');
    expect(await inPage(app, 'links')).toEqual([{ screen: 'home' }]);
  });

  it('hides its window when it is closed, and shows it again from the tray', async () => {
    const app = await start(await makeHome());
    await watchBar(app);
    const shown = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible(), undefined);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), undefined);
    expect(await shown()).toBe(false);
    await nextMenu(app);
    await clickTray(app, 'Open Windlass');
    expect(await shown()).toBe(true);
  });

  it('lets other programs go before its engine, and its window before both', async () => {
    const home = await makeHome();
    const app = await start({ ...home, env: { ...home.env, WINDLASS_PRIORITY: '' } });
    const engine = await running(app);
    const lowered = () => getPriority(engine) === constants.priority.PRIORITY_BELOW_NORMAL;
    await until('the engine gives way', () => Promise.resolve(lowered()));
    const own = await app.evaluate(() => process.pid, undefined);
    expect(getPriority(own)).toBe(getPriority());
  });

  it('starts the engine anew after a crash, tells the page, and goes on', async () => {
    const home = await makeHome();
    const app = await start(home);
    const first = await running(app);
    await writeFile(path.join(home.folder, 'before.txt'), '1');
    await until('the first file', async () => (await home.stored('before.txt')) !== undefined);
    await inPage(app, 'window.heard = []; windlass.onEngine(({ state }) => heard.push(state)); 0');
    process.kill(first, 'SIGKILL');
    await until('another engine', async () => ![undefined, first].includes(await enginePid(app)));
    await writeFile(path.join(home.folder, 'after.txt'), '2');
    await until('the second file', async () => (await home.stored('after.txt')) !== undefined);
    expect(await inPage(app, 'heard')).toEqual(['running', 'restarting', 'starting', 'running']);
    expect(await callEngine(app, 'settings/accounts', undefined)).toHaveLength(1);
  });

  it('quits in the middle of an upload only when the engine has put it down, and takes it up again', async () => {
    const home = await makeHome({ upload: 2 ** 19 });
    const app = await start(home);
    const engine = await running(app);
    const content = new Uint8Array(4 * 2 ** 20).map((_, at) => (at * 7919) % 251);
    await writeFile(path.join(home.folder, 'film.bin'), content);
    // Not by the tray: it may be at work from its start on, and then shows nothing new.
    await until('the upload is under way', async () =>
      String(await inPage(app, 'document.body.innerText')).includes('film.bin'),
    );
    await quit(app);
    expect(lives(engine)).toBe(false);
    expect(await home.stored('film.bin')).toBeUndefined();
    expect(await readFile(path.join(home.folder, 'film.bin'))).toEqual(Buffer.from(content));
    await start(home);
    await until('it has arrived', async () => (await home.stored('film.bin')) !== undefined);
    expect(Buffer.from((await home.stored('film.bin')) ?? []).equals(content)).toBe(true);
  });

  it('ends an engine that does not answer, and quits', async () => {
    const app = await start(await makeHome());
    const engine = await running(app);
    process.kill(engine, 'SIGSTOP');
    await quit(app);
    expect(lives(engine)).toBe(false);
  });

  it('pauses and resumes from the tray, and shows each state by another icon', async () => {
    const home = await makeHome();
    const app = await start(home);
    await watchBar(app);
    await writeFile(path.join(home.folder, 'a.txt'), 'a');
    await until('in step', async () => (await home.stored('a.txt')) !== undefined);
    await nextMenu(app);
    await clickTray(app, 'Pause', 'Until I resume');
    await until('paused', async () => (await trayIcon(app)) === 'paused');
    await clickTray(app, 'Resume');
    await until('in step again', async () => (await trayIcon(app)) === 'in-step');
    const engine = await running(app);
    process.kill(engine, 'SIGKILL');
    await until('no engine', async () => (await trayIcon(app)) === 'offline');
    expect(await trayIcons(app)).toEqual(expect.arrayContaining(['paused', 'in-step', 'offline']));
  });

  it('opens where it was when it was quit', async () => {
    const home = await makeHome();
    const bounds = { x: 120, y: 90, width: 900, height: 640 };
    const app = await start(home);
    await app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    );
    await quit(app);
    const again = await start(home);
    expect(
      await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(), undefined),
    ).toEqual(bounds);
  });

  it('stays on its own page: no navigation, no window, no permission, no network', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.end('<h1>elsewhere</h1>');
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    onTestFinished(() => void elsewhere.close());
    const { port } = elsewhere.address() as { port: number };
    const url = `http://127.0.0.1:${port}/`;

    const app = await start(await makeHome());
    await app.evaluate(({ shell }) => {
      Object.assign(globalThis, { opened: [] });
      shell.openExternal = async (link) =>
        void (globalThis as unknown as { opened: string[] }).opened.push(link);
    }, undefined);
    await inPage(app, `location.href = ${JSON.stringify(url)}; 0`);
    await inPage(app, `open(${JSON.stringify(url)}); open('https://docs.aws.amazon.com/s3/'); 0`);
    expect(await inPage(app, `fetch(${JSON.stringify(url)}).then(() => 'fetched', () => 'refused')`)).toBe(
      'refused',
    );
    expect(await inPage(app, 'Notification.requestPermission()')).toBe('denied');
    expect(
      await inPage(
        app,
        "new Promise((r) => navigator.geolocation.getCurrentPosition(() => r('found'), ({ code }) => r(code)))",
      ),
    ).toBe(1);
    const opened = () =>
      app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened, undefined);
    await until('the link on the list', async () => (await opened()).length > 0);
    expect(await opened()).toEqual(['https://docs.aws.amazon.com/s3/']);
    expect(
      await app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
        undefined,
      ),
    ).toEqual([expect.stringMatching(/^app:\/\/windlass\//)]);
    expect(asked).toEqual([]);
  });

  it('serves nothing outside the page, and all of it under the strict policy', async () => {
    const app = await start(await makeHome());
    const get = (at: string) =>
      inPage(
        app,
        `fetch(${JSON.stringify(at)}).then(async (r) => [r.status, r.headers.get('content-security-policy'), (await r.text()).slice(0, 15)])`,
      );
    expect(await get('/')).toEqual([200, expect.stringContaining("default-src 'none'"), '<!doctype html>']);
    for (const at of [
      '/..%2fpackage.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/main%2fmain.js',
      '/no-such-file.js',
    ])
      expect(await get(at), at).toEqual([
        404,
        expect.stringContaining("default-src 'none'"),
        'There is no suc',
      ]);
  });

  it('says that all is in step again, where that is wanted, however short it took', async () => {
    const home = await makeHome();
    const app = await start(home);
    await running(app);
    await callEngine(app, 'settings/update', { notifications: { attention: true, synced: true } });
    await watchBar(app);
    await writeFile(path.join(home.folder, 'letter.txt'), 'dear');
    await until('the notification', async () => (await notes(app)).length > 0);
    expect(await notes(app)).toEqual([
      expect.objectContaining({ title: 'Everything is in step', body: 'documents' }),
    ]);
  });

  it.skipIf(missingPrograms().length > 0)('opens a pair whose keys are in the keychain', async () => {
    const service = await startSecretService();
    onTestFinished(() => service.stop());
    const { DBUS_SESSION_BUS_ADDRESS = '', XDG_RUNTIME_DIR = '' } = service.env;
    const home = await makeHome({ keychain: { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } });
    const app = await start(home);
    await writeFile(path.join(home.folder, 'letter.txt'), 'dear');
    await until('it is in the bucket', async () => (await home.stored('letter.txt')) !== undefined);
    expect(Buffer.from((await home.stored('letter.txt')) ?? []).toString()).toBe('dear');
    await quit(app);
  });

  it.skipIf(process.platform !== 'linux')(
    'starts at login when it is told to, by an autostart entry',
    async () => {
      const home = await makeHome();
      const app = await start(home);
      const entry = path.join(home.base, 'config/autostart/windlass.desktop');
      await callEngine(app, 'settings/update', { startAtLogin: true });
      expect(await readFile(entry, 'utf8')).toMatch(/^Exec=".+" "--hidden"$/m);
      await callEngine(app, 'settings/update', { startAtLogin: false });
      await expect(readFile(entry)).rejects.toThrow('ENOENT');
    },
  );
});
