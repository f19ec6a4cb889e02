import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { DesktopApp } from './desktop-app.ts';
import { eventually } from '../tools/eventually.ts';

/** Waits for a condition; a probe that fails counts as not yet. */
export async function until(what: string, probe: () => Promise<boolean> | boolean): Promise<void> {
  await eventually(async () => {
    if (!(await probe())) throw new Error(`not yet: ${what}`);
  });
}

/** Runs code in the page of the one window. */
export function inPage(app: DesktopApp, code: string): Promise<unknown> {
  return app.evaluate(async ({ BrowserWindow }, text) => {
    const [window] = BrowserWindow.getAllWindows();
    return (await window?.webContents.executeJavaScript(text)) as unknown;
  }, code);
}

/** Presses the mouse on an element, which an expression of the page tells, and pulls: as a person begins to drag it. */
export async function drag(app: DesktopApp, element: string): Promise<void> {
  const middle = await inPage(
    app,
    `(() => {
      const found = ${element};
      found.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = found.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    })()`,
  );
  await app.evaluate(
    ({ BrowserWindow }, { x, y }) => {
      const [window] = BrowserWindow.getAllWindows();
      const at = (type: 'mouseDown' | 'mouseMove' | 'mouseUp', moved: number): void =>
        window?.webContents.sendInputEvent({
          type,
          x: x + moved,
          y,
          button: 'left',
          clickCount: 1,
          modifiers: ['leftbuttondown'],
        });
      at('mouseDown', 0);
      for (const moved of [4, 8, 16]) at('mouseMove', moved);
      at('mouseUp', 16);
    },
    middle as { readonly x: number; readonly y: number },
  );
}

/** The engine's process; undefined while there is none. */
export function enginePid(app: DesktopApp): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Windlass engine')?.pid,
    undefined,
  );
}

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') !== true;
  } catch {
    return false;
  }
}

/** Asks the app to quit; rejects with what it wrote to stderr when it does not end well. */
export async function quit(app: DesktopApp): Promise<void> {
  await app.evaluate(({ app: electron }) => void setImmediate(() => electron.quit()), undefined);
  const code = await app.ended;
  // What it wrote last may still be in the pipe.
  if (code !== 0) await setTimeout(500);
  if (code !== 0) throw new Error(`the app ended with ${code}: ${app.said()}`);
}

/** Calls a procedure of the contract from the page, over a port of the bridge: oRPC's messages, written by hand. */
export async function callEngine(app: DesktopApp, procedure: string, input: unknown): Promise<unknown> {
  // The page asks for a port of its own first; a second one must not be taken for it.
  await until('the page is connected', async () =>
    String(await inPage(app, 'document.querySelector("nav") !== null')).includes('true'),
  );
  const request = { i: 'test', p: { u: `/${procedure}`, b: { json: input } } };
  const answer = await inPage(
    app,
    `new Promise((resolve) => {
      addEventListener('message', function heard({ data, ports: [port] }) {
        if (data !== 'windlass:port') return;
        removeEventListener('message', heard);
        port.onmessage = (event) => resolve(String(event.data));
        port.postMessage(${JSON.stringify(request)});
      });
      windlass.connect();
    })`,
  );
  const { p } = JSON.parse(String(answer)) as { p: { s?: number; b?: { json?: unknown } } };
  if (p.s !== undefined && p.s >= 400) throw new Error(JSON.stringify(p.b));
  return p.b?.json;
}

/** From now on remembers what the tray shows and the notifications say. */
export async function watchBar(app: DesktopApp): Promise<void> {
  await app.evaluate(({ Tray, Notification }) => {
    const seen = { icons: [] as string[], menu: undefined as unknown, notes: [] as unknown[] };
    Object.assign(globalThis, { seen });
    const real = Object.getOwnPropertyDescriptors(Tray.prototype);
    Tray.prototype.setImage = function (image) {
      if (typeof image === 'string') seen.icons.push(image);
      real.setImage.value?.call(this, image);
    };
    Tray.prototype.setContextMenu = function (menu) {
      seen.menu = menu;
      real.setContextMenu.value?.call(this, menu);
    };
    Notification.prototype.show = function () {
      seen.notes.push(this);
    };
  }, undefined);
}

/** Has the tray's menu set after `watchBar`, in English: it is when it says something else, as in another language. */
export async function nextMenu(app: DesktopApp): Promise<void> {
  for (const [language, open] of [
    ['de', 'Windlass öffnen'],
    ['en', 'Open Windlass'],
  ] as const) {
    await callEngine(app, 'settings/update', { language });
    await until(`the menu in ${language}`, () =>
      app.evaluate((_electron, wanted) => {
        const { seen } = globalThis as unknown as {
          seen: { menu?: { readonly items: readonly { readonly label: string }[] } };
        };
        return seen.menu?.items.some(({ label }) => label === wanted) === true;
      }, open),
    );
  }
}

/** The icons the tray was given since `watchBar`: the names of their states. */
export async function trayIcons(app: DesktopApp): Promise<readonly string[]> {
  const files = await app.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { icons: string[] } };
    return seen.icons;
  }, undefined);
  return files.map((file) => /([a-z-]+?)(?:Template)?\.png$/.exec(file)?.[1] ?? '');
}

export async function trayIcon(app: DesktopApp): Promise<string | undefined> {
  return (await trayIcons(app)).at(-1);
}

/** What the notifications shown since `watchBar` say. */
export function notes(app: DesktopApp): Promise<readonly object[]> {
  return app.evaluate(() => {
    const { seen } = globalThis as unknown as {
      seen: { notes: readonly { readonly title: string; readonly body: string }[] };
    };
    return seen.notes.map(({ title, body }) => ({ title, body }));
  }, undefined);
}

/** Clicks an entry of the tray's menu, named by the labels on the way to it. */
export function clickTray(app: DesktopApp, ...labels: readonly string[]): Promise<void> {
  return app.evaluate((_electron, way) => {
    interface Item {
      readonly label: string;
      readonly submenu?: { readonly items: readonly Item[] };
      readonly click: () => void;
    }
    const { seen } = globalThis as unknown as { seen: { menu: { readonly items: readonly Item[] } } };
    let items = seen.menu.items;
    let found: Item | undefined;
    for (const label of way) {
      found = items.find((item) => item.label === label);
      if (found === undefined) throw new Error(`no entry ${label}`);
      items = found.submenu?.items ?? [];
    }
    found?.click();
  }, labels);
}
