import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Options extends Partial<Bounds> {
  readonly webPreferences: WebPreferences;
  readonly show?: boolean;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  private bounds: Bounds;
  private visible: boolean;
  private maximised = false;

  constructor({ x = 0, y = 0, width = 800, height = 600, show = true, webPreferences }: Options) {
    super();
    this.bounds = { x, y, width, height };
    this.visible = show;
    this.webContents = new WebContents(webPreferences);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    app.windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...app.windows] as BrowserWindow[];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.load(url, this.bounds);
  }

  /** Answers false when a listener refused. */
  close(): boolean {
    let refused = false;
    this.emit('close', { preventDefault: () => (refused = true) });
    if (refused) return false;
    app.windows.delete(this);
    this.webContents.end();
    this.emit('closed');
    return true;
  }

  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  isVisible(): boolean {
    return this.visible;
  }
  focus(): void {}
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}

  maximize(): void {
    this.maximised = true;
    this.emit('maximize');
  }
  unmaximize(): void {
    this.maximised = false;
    this.emit('unmaximize');
  }
  isMaximized(): boolean {
    return this.maximised;
  }

  getBounds(): Bounds {
    return this.bounds;
  }
  getNormalBounds(): Bounds {
    return this.bounds;
  }
  setBounds(bounds: Bounds): void {
    this.bounds = bounds;
    this.emit('resize');
    this.emit('move');
  }
  setBackgroundColor(_color: string): void {}
}
