import { EventEmitter } from 'node:events';

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
}

export const ipcMain = new IpcMain();
