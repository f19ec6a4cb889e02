import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { DeepLink, EngineNote } from '../../sync-engine/contract/desktop-messages.ts';
import { CHANNELS } from '../channels.ts';
import { Crashes } from '../restart-delay.ts';
import { PAGE_URL } from '../security/page-origin.ts';
import { clampBounds, SMALLEST, type Bounds } from './clamp-bounds.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly stateFile: string;
  /** Developer tools can be opened. */
  readonly devTools: boolean;
}

const FIRST_SIZE = { width: 1120, height: 760 } as const;
/** The page's own background, so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#ffffff', dark: '#1a1b1e' } as const;
/** A resize is written down this long (milliseconds) after its last step. */
const SETTLED_MS = 500;

/** The one window. Closing it hides it: the app lives on in the tray, until it is quit. */
export class MainWindow {
  private readonly options: MainWindowOptions;
  private window: BrowserWindow | undefined;
  private quitting = false;
  /** The page listens to messages. */
  private listening = false;
  private link: DeepLink | undefined;
  /** It has something to show. */
  private painted = false;
  /** It was to be shown before it had. */
  private wanted = false;
  /** Begins the page anew whose process has died; undefined while there is none such. */
  private reload: (() => void) | undefined;

  constructor(options: MainWindowOptions) {
    this.options = options;
    nativeTheme.on('updated', () => this.window?.setBackgroundColor(background()));
  }

  get contents() {
    return this.window?.webContents;
  }

  /** Shows the window and gives it the focus; makes it first where there is none. */
  show(): void {
    const window = this.window ?? this.create();
    this.wanted = !this.painted;
    if (this.wanted) return;
    this.reload?.();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Shows a screen of the page: now, or when the page has begun to listen. */
  open(link: DeepLink): void {
    this.link = link;
    this.show();
    this.sendLink();
  }

  /** The page has loaded, or loaded anew. */
  pageListens(note: EngineNote): void {
    this.listening = true;
    this.tellEngine(note);
    this.sendLink();
  }

  tellEngine(note: EngineNote): void {
    if (this.listening) this.contents?.send(CHANNELS.engine, note);
  }

  /** From now on closing is closing. */
  letGo(): void {
    this.quitting = true;
  }

  /** Goes to the screen, or the step, that was shown before or after; where there is none, nothing happens. */
  go(where: 'back' | 'forward'): void {
    const history = this.contents?.navigationHistory;
    if (where === 'back' && history?.canGoBack() === true) history.goBack();
    if (where === 'forward' && history?.canGoForward() === true) history.goForward();
  }

  /** Makes the window without showing it: the app was started with the session. */
  prepare(): void {
    if (this.window === undefined) this.create();
  }

  private sendLink(): void {
    if (this.link === undefined || !this.listening) return;
    this.contents?.send(CHANNELS.deepLink, this.link);
    this.link = undefined;
  }

  private create(): BrowserWindow {
    const { preload, stateFile, devTools } = this.options;
    const kept = readWindowState(stateFile);
    const window = new BrowserWindow({
      ...FIRST_SIZE,
      ...(kept === undefined ? {} : clampBounds(kept.bounds, workAreas())),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Windlass',
      backgroundColor: background(),
      webPreferences: {
        preload,
        devTools,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        // Its dictionaries would be loaded from a server of Google's.
        spellcheck: false,
      },
    });
    this.window = window;
    if (kept?.maximised === true) window.maximize();
    this.remember(window, stateFile);
    window.on('close', (event) => {
      if (this.quitting) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.window = undefined;
      this.listening = false;
      this.painted = false;
    });
    window.once('ready-to-show', () => {
      this.painted = true;
      if (this.wanted) this.show();
    });
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.listening = false;
    });
    this.keepPage(window);
    // Rejects when the page goes away while it loads: at a quit, or with its process, and then `keepPage` begins it anew.
    void window.loadURL(PAGE_URL).catch(() => undefined);
    return window;
  }

  /** A page process that died is begun anew, after a growing wait or when somebody wants to see it; the engine goes on meanwhile. */
  private keepPage(window: BrowserWindow): void {
    const crashes = new Crashes();
    crashes.started();
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.listening = false;
      if (reason === 'clean-exit' || this.quitting) return;
      const reload = (): void => {
        clearTimeout(waiting);
        this.reload = undefined;
        if (window.isDestroyed() || this.quitting) return;
        crashes.started();
        window.webContents.reload();
      };
      const waiting = setTimeout(reload, crashes.ended());
      this.reload = reload;
    });
  }

  private remember(window: BrowserWindow, file: string): void {
    let settling: NodeJS.Timeout | undefined;
    const write = (): void => {
      clearTimeout(settling);
      writeWindowState(file, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    };
    const soon = (): void => {
      clearTimeout(settling);
      settling = setTimeout(write, SETTLED_MS);
    };
    window.on('resize', soon);
    window.on('move', soon);
    window.on('maximize', soon);
    window.on('unmaximize', soon);
    window.on('close', write);
  }
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** The displays' areas free of docks and bars, the primary's first. */
function workAreas(): readonly Bounds[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
