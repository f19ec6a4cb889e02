import type { AppUpdater } from 'electron-updater';
import type { DesktopLog } from '../log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface UpdaterOptions {
  readonly log: DesktopLog;
  readonly platform: NodeJS.Platform;
  /** A new version is here, and a restart would bring it; told once of each. */
  readonly onReady: (version: string) => void;
  /** What `install` began cannot be done, and nothing else will end the app. */
  readonly onInstallFailed: () => void;
}

/**
 * Looks for a new version at the start and once a day, and fetches it quietly. Nothing is installed while the engine runs: that is
 * left to `install`, to be called when the engine was closed.
 */
export class Updater {
  private readonly options: UpdaterOptions;
  private updater: AppUpdater | undefined;
  private daily: NodeJS.Timeout | undefined;
  /** The version that is here. */
  private ready: string | undefined;
  private installing = false;

  constructor(options: UpdaterOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const { default: library } = await import('electron-updater');
    const updater = library.autoUpdater;
    this.updater = updater;
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = false;
    updater.logger = null;
    updater.on('error', (error) => {
      const work = this.installing ? 'installing' : 'looking for';
      this.options.log.warn(`${work} an update failed`, { why: error.message });
      if (this.installing) this.options.onInstallFailed();
    });
    updater.on('update-downloaded', ({ version }) => {
      if (version === this.ready) return;
      this.ready = version;
      this.options.onReady(version);
    });
    this.look();
    this.daily = setInterval(() => this.look(), DAY_MS);
  }

  end(): void {
    clearInterval(this.daily);
  }

  /**
   * Replaces the app, and starts it again when `restart`; answers false when there is nothing to install. macOS always starts it
   * again, so there it waits until that is wanted. A failure is only told by the `error` event, at once or (macOS) later, and leaves
   * the app running: `onInstallFailed` is to end it.
   */
  install(restart: boolean): boolean {
    if (this.ready === undefined || this.updater === undefined) return false;
    if (!restart && this.options.platform === 'darwin') return false;
    this.installing = true;
    this.updater.quitAndInstall(true, restart);
    return true;
  }

  private look(): void {
    // A failure is told by the event too, which logs it.
    void this.updater?.checkForUpdates().catch(() => undefined);
  }
}
