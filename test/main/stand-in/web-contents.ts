import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { ipcMain } from './ipc-main.ts';
import { HandedPorts, type MessagePortMain } from './ports.ts';
import { session } from './session.ts';
import { nativeTheme } from './system.ts';

export interface WebPreferences {
  readonly preload: string;
}

interface MouseInput {
  readonly type: 'mouseDown' | 'mouseMove' | 'mouseUp';
  readonly x: number;
  readonly y: number;
}

interface Packed {
  readonly data?: unknown;
  readonly bytes?: readonly number[];
}

const PAGE_SIDE = readFileSync(new URL('./page-side.js', import.meta.url), 'utf8').replace(
  'export function',
  'function',
);

/** Chromium knows no `app:`; a name that resolves to this computer is a secure origin to it, as the scheme is to Electron. */
const SCHEME = /^app:\/\/([^/]+)/;
const STANDS_FOR = /^http:\/\/([^/]+)\.app\.localhost/;
const toBrowser = (url: string): string => url.replace(SCHEME, 'http://$1.app.localhost');
const fromBrowser = (url: string): string => url.replace(STANDS_FOR, 'app://$1');

/** One window's page. */
export class WebContents extends EventEmitter {
  readonly session = session.defaultSession;
  readonly mainFrame = { url: '' };
  private readonly preferences: WebPreferences;
  private readonly ports = new HandedPorts();
  private context: BrowserContext | undefined;
  private page: Page | undefined;
  private openHandler: (details: { readonly url: string }) => unknown = () => ({ action: 'deny' });
  /** A navigation that the app itself asked for. */
  private own = true;
  private ended = false;
  /** What the mouse did, one after the other. */
  private mouse: Promise<void> = Promise.resolve();

  constructor(preferences: WebPreferences) {
    super();
    this.preferences = preferences;
    nativeTheme.on('updated', () => void this.dress().catch(() => undefined));
  }

  async load(url: string, viewport: { readonly width: number; readonly height: number }): Promise<void> {
    const browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: viewport.width, height: viewport.height },
    });
    this.context = context;
    const page = await context.newPage();
    await this.wire(page);
    this.page = page;
    await this.dress();
    page.on('load', () => this.emit('did-finish-load'));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = fromBrowser(frame.url());
    });
    this.mainFrame.url = url;
    this.begin();
    await page.goto(toBrowser(url));
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.tell('emit', [channel, args, []]);
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    const line = {
      message: (id: number, data: unknown) => this.tell('port', [id, pack(data)]),
      closed: (id: number) => this.tell('closed', [id]),
    };
    this.tell('emit', [channel, [message], ports.map((port) => this.ports.hand(port, line))]);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return await this.page?.evaluate(code);
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getLastWebPreferences(): WebPreferences {
    return this.preferences;
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.begin();
    this.own = true;
    void this.page?.reload().catch(() => undefined);
  }

  isDestroyed(): boolean {
    return this.ended;
  }

  /** By the mouse alone, whose left button it is. */
  sendInputEvent({ type, x, y }: MouseInput): void {
    const act = async (): Promise<void> => {
      const mouse = this.page?.mouse;
      await mouse?.move(x, y);
      if (type === 'mouseDown') await mouse?.down();
      if (type === 'mouseUp') await mouse?.up();
    };
    this.mouse = this.mouse.then(act).catch(() => undefined);
  }

  startDrag(_item: { readonly file: string; readonly icon: string }): void {}

  end(): void {
    this.ended = true;
    this.ports.closeAll();
    void this.context?.close().catch(() => undefined);
  }

  private begin(): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  }

  private async dress(): Promise<void> {
    const { themeSource } = nativeTheme;
    await this.page?.emulateMedia({ colorScheme: themeSource === 'system' ? 'light' : themeSource });
  }

  private tell(what: 'emit' | 'port' | 'closed', args: readonly unknown[]): void {
    if (this.ended) return;
    const call = `standIn.${what}(${args.map((arg) => JSON.stringify(arg) ?? 'null').join(', ')})`;
    // A page that is being left does not listen any more.
    void this.page?.evaluate(call).catch(() => undefined);
  }

  private async wire(page: Page): Promise<void> {
    const event = (top: boolean, url: string) => ({
      sender: this,
      senderFrame: top ? this.mainFrame : { url: fromBrowser(url) },
      ports: [],
    });
    await page.exposeBinding('standInSend', ({ frame }, channel: string, args: unknown[]) => {
      ipcMain.emit(channel, event(frame === page.mainFrame(), frame.url()), ...args);
    });
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) =>
      ipcMain.handlers.get(channel)?.(event(frame === page.mainFrame(), frame.url()), ...args),
    );
    await page.exposeBinding('standInPort', (_source, id: number, packed: Packed) =>
      this.ports.arrived(id, unpack(packed)),
    );
    await page.exposeBinding('standInClosed', (_source, id: number) => this.ports.close(id));
    await page.exposeBinding('standInAsk', (_source, what: string, detail: string) => this.ask(what, detail));
    const preload = readFileSync(this.preferences.preload, 'utf8');
    await page.addInitScript(`(${PAGE_SIDE})((require) => { ${preload}\n })`);
    await page.route('**/*', async (route) => {
      await this.answer(route, page).catch((caught: unknown) => {
        if (!this.ended) throw caught;
      });
    });
  }

  private async ask(what: string, detail: string): Promise<boolean> {
    if (what === 'open') {
      this.openHandler({ url: detail });
      return false;
    }
    return await new Promise((resolve) =>
      this.session.onPermission(this, detail, resolve, { requestingUrl: this.getURL(), isMainFrame: true }),
    );
  }

  /** Electron's order: the page's wish to navigate, then what the session lets through, then the scheme's handler. */
  private async answer(route: Route, page: Page): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !this.own) {
      let refused = false;
      this.emit('will-navigate', { url, preventDefault: () => (refused = true) });
      // No content: the page stays as it is.
      if (refused) return await route.fulfill({ status: 204 });
    }
    this.own = false;
    const cancelled = await new Promise<boolean>((resolve) =>
      this.session.onRequest({ url }, ({ cancel }) => resolve(cancel)),
    );
    const serve = this.session.served.get(new URL(url).protocol.slice(0, -1));
    if (cancelled || serve === undefined) return await route.abort('blockedbyclient');
    const response = await serve(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
}

function pack(data: unknown): Packed {
  if (data instanceof ArrayBuffer) return { bytes: [...new Uint8Array(data)] };
  return data instanceof Uint8Array ? { bytes: [...data] } : { data };
}

function unpack({ data, bytes }: Packed): unknown {
  return bytes === undefined ? data : Uint8Array.from(bytes);
}
