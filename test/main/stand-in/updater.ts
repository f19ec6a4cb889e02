import { EventEmitter } from 'node:events';

/** `autoUpdater` of electron-updater, as much of it as main/ uses: it remembers what it was told, and finds what a test emits. */
export class StandInUpdater extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = true;
  logger: unknown = console;
  looks = 0;
  /** Whether it starts the app again, for each time it was to replace it. */
  readonly installed: boolean[] = [];
  /** Why looking fails. */
  fault: Error | undefined;
  /** Why installing fails. As in the library, the app is then not replaced, and nothing is thrown. */
  installFault: Error | undefined;

  checkForUpdates(): Promise<null> {
    this.looks++;
    if (this.fault === undefined) return Promise.resolve(null);
    this.emit('error', this.fault);
    return Promise.reject(this.fault);
  }

  quitAndInstall(_silent: boolean, restart: boolean): void {
    if (this.installFault !== undefined) this.emit('error', this.installFault);
    else this.installed.push(restart);
  }
}

export const autoUpdater = new StandInUpdater();
