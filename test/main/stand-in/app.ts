import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeBrowser, openBrowser } from './browser.ts';
import { running } from './utility-process.ts';

interface Window {
  close(): boolean;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  /** Filled by BrowserWindow. */
  readonly windows = new Set<Window>();
  private readonly paths = new Map([
    ['appData', process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')],
  ]);
  private locked: string | undefined;
  private readonly ready = Promise.withResolvers<void>();

  constructor() {
    super();
    process.on('SIGTERM', () => this.quit());
    process.on('exit', () => {
      if (this.locked !== undefined) rmSync(this.locked, { force: true });
    });
    // Electron is ready no sooner than the entry and what it imports have run.
    setImmediate(() => void this.begin());
  }

  private async begin(): Promise<void> {
    await openBrowser();
    this.emit('ready');
    this.ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  getVersion(): string {
    return '0.0.0';
  }

  getLocale(): string {
    return 'en-GB';
  }

  getAppPath(): string {
    return path.resolve(path.dirname(process.argv[1] ?? ''), '..');
  }

  getPath(name: string): string {
    return this.paths.get(name) ?? '';
  }

  setPath(name: string, place: string): void {
    this.paths.set(name, place);
  }

  enableSandbox(): void {}

  getLoginItemSettings(): { readonly wasOpenedAtLogin: boolean } {
    return { wasOpenedAtLogin: false };
  }

  getAppMetrics(): readonly { readonly type: string; readonly name: string; readonly pid: number }[] {
    return [...running].flatMap(({ name, pid }) =>
      pid === undefined ? [] : [{ type: 'Utility', name, pid }],
    );
  }

  /** A lock file with the holder's pid; a second start leaves its arguments beside it and the holder reads them. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = path.join(folder, 'stand-in.lock');
    const post = path.join(folder, 'stand-in.post');
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch {
      writeFileSync(path.join(post, `${process.pid}.json`), JSON.stringify(process.argv));
      return false;
    }
    this.locked = lock;
    mkdirSync(post, { recursive: true });
    const read = (): void => {
      // Gone with its home when a test ends.
      for (const name of existsSync(post) ? readdirSync(post) : []) {
        let argv: unknown;
        try {
          argv = JSON.parse(readFileSync(path.join(post, name), 'utf8'));
        } catch {
          continue; // Still being written: the watcher tells again.
        }
        rmSync(path.join(post, name));
        this.emit('second-instance', {}, argv, process.cwd());
      }
    };
    watch(post, read).unref();
    return true;
  }

  quit(): void {
    if (this.refused('before-quit')) return;
    for (const window of this.windows) if (!window.close()) return;
    if (this.refused('will-quit')) return;
    this.emit('quit');
    this.exit(0);
  }

  exit(code: number): void {
    void closeBrowser().finally(() => process.exit(code));
  }

  private refused(name: string): boolean {
    let prevented = false;
    this.emit(name, { preventDefault: () => (prevented = true) });
    return prevented;
  }
}

export const app = new App();
