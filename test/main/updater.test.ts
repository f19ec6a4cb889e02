import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { quitSafely } from '../../main/quit.ts';
import { Updater } from '../../main/update/updater.ts';
import { autoUpdater, StandInUpdater } from './stand-in/updater.ts';

const electron = vi.hoisted(() => ({ app: undefined as unknown }));
vi.mock('electron-updater', () => ({ default: { autoUpdater } }));
vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
}));

const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  autoUpdater.removeAllListeners();
  Object.assign(autoUpdater, new StandInUpdater());
});

interface Started {
  readonly updater: Updater;
  readonly ready: readonly string[];
  readonly warned: readonly unknown[];
}

async function started(
  platform: NodeJS.Platform = 'linux',
  onInstallFailed: () => void = () => expect.unreachable('no installation failed'),
): Promise<Started> {
  const ready: string[] = [];
  const warned: unknown[] = [];
  const log = { warn: (...said: readonly unknown[]) => void warned.push(said) };
  const onReady = (version: string) => void ready.push(version);
  const updater = new Updater({ log, platform, onReady, onInstallFailed });
  await updater.start();
  onTestFinished(() => updater.end());
  return { updater, ready, warned };
}

const downloaded = (version: string) => autoUpdater.emit('update-downloaded', { version });

describe('an update', () => {
  it('is looked for at the start and once a day, until the end', async () => {
    const { updater } = await started();
    expect(autoUpdater).toMatchObject({ looks: 1, autoDownload: true, autoInstallOnAppQuit: false });
    vi.advanceTimersByTime(2 * DAY_MS);
    expect(autoUpdater.looks).toBe(3);
    updater.end();
    vi.advanceTimersByTime(2 * DAY_MS);
    expect(autoUpdater.looks).toBe(3);
  });

  it('is told with its version once it is here, and once however often it is found', async () => {
    const { ready } = await started();
    expect(ready).toEqual([]);
    downloaded('2.0.0');
    downloaded('2.0.0');
    expect(ready).toEqual(['2.0.0']);
    downloaded('2.0.1');
    expect(ready).toEqual(['2.0.0', '2.0.1']);
  });

  it('that cannot be looked for is written down, and nothing else comes of it', async () => {
    autoUpdater.fault = new Error('no network');
    const { updater, ready, warned } = await started();
    expect(warned).toEqual([['looking for an update failed', { why: 'no network' }]]);
    expect(ready).toEqual([]);
    expect(updater.install(true)).toBe(false);
  });

  it('is installed only when it is here, and starts the app again only where that is wanted', async () => {
    const { updater } = await started();
    expect(updater.install(true)).toBe(false);
    expect(autoUpdater.installed).toEqual([]);
    downloaded('2.0.0');
    expect(updater.install(false)).toBe(true);
    expect(updater.install(true)).toBe(true);
    expect(autoUpdater.installed).toEqual([false, true]);
  });

  it('waits on macOS until a restart is wanted, because there it always comes', async () => {
    const { updater } = await started('darwin');
    downloaded('2.0.0');
    expect(updater.install(false)).toBe(false);
    expect(autoUpdater.installed).toEqual([]);
    expect(updater.install(true)).toBe(true);
    expect(autoUpdater.installed).toEqual([true]);
  });

  it('replaces the app only after all was put down', async () => {
    const order: string[] = [];
    const app = Object.assign(new EventEmitter(), { quit: () => void order.push('quit') });
    electron.app = app;
    const { updater } = await started();
    downloaded('2.0.0');
    const closed = Promise.withResolvers<void>();
    quitSafely(
      async () => {
        updater.end();
        await closed.promise;
        order.push('closed');
      },
      () => {
        order.push('install');
        return updater.install(true);
      },
    );
    let held = 0;
    app.emit('before-quit', { preventDefault: () => held++ });
    app.emit('before-quit', { preventDefault: () => held++ });
    expect([held, order]).toEqual([2, []]);
    closed.resolve();
    await vi.waitFor(() => expect(autoUpdater.installed).toEqual([true]));
    expect(order).toEqual(['closed', 'install']);
  });

  it('that cannot be installed ends the app all the same, whose engine is closed by then', async () => {
    const order: string[] = [];
    const app = Object.assign(new EventEmitter(), {
      quit() {
        let held = false;
        app.emit('before-quit', { preventDefault: () => (held = true) });
        order.push(held ? 'held' : 'quit');
      },
    });
    electron.app = app;
    const { updater, warned } = await started('linux', () => app.quit());
    downloaded('2.0.0');
    autoUpdater.installFault = new Error('EACCES: permission denied, unlink');
    quitSafely(
      async () => void order.push('closed'),
      () => updater.install(true),
    );
    app.quit();
    await vi.waitFor(() => expect(order).toEqual(['closed', 'held', 'quit']));
    expect(warned).toEqual([['installing an update failed', { why: 'EACCES: permission denied, unlink' }]]);
    expect(autoUpdater.installed).toEqual([]);
  });

  it('may fail on macOS after it was begun, and that is told too', async () => {
    const failed = vi.fn<() => void>();
    const { updater } = await started('darwin', failed);
    downloaded('2.0.0');
    autoUpdater.emit('error', new Error('no network'));
    expect(updater.install(true)).toBe(true);
    expect(failed).not.toHaveBeenCalled();
    autoUpdater.emit('error', new Error('the signature does not match'));
    expect(failed).toHaveBeenCalledOnce();
  });
});
