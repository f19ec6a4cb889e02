/**
 * The one script that stands between the page and Electron: sandboxed and isolated, bundled to one CommonJS file. It passes
 * messages and judges none: the main process checks the sender and parses what comes.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { PORT_MESSAGE, type DesktopBridge } from '../../sync-engine/contract/desktop-bridge.ts';
import type { DeepLink, EngineNote } from '../../sync-engine/contract/desktop-messages.ts';
import { CHANNELS } from '../channels.ts';

interface Kept<T> {
  /** At once with what came before, then with everything; answers with the way to end it. */
  listen(listener: (value: T) => void): () => void;
  /** What came was taken: later listeners do not get it again. */
  forget(): void;
}

/** Keeps the last message of a channel for listeners that come later. */
function lastOf<T>(channel: string): Kept<T> {
  const listeners = new Set<(value: T) => void>();
  let last: { readonly value: T } | undefined;
  ipcRenderer.on(channel, (_event, value: T) => {
    last = { value };
    for (const listener of listeners) listener(value);
  });
  return {
    listen(listener: (value: T) => void): () => void {
      listeners.add(listener);
      if (last !== undefined) listener(last.value);
      return () => void listeners.delete(listener);
    },
    forget: () => void (last = undefined),
  };
}

const engine = lastOf<EngineNote>(CHANNELS.engine);
const links = lastOf<DeepLink>(CHANNELS.deepLink);

// A port cannot go over the context bridge; a message of the window can carry it, and only to the page's own origin.
ipcRenderer.on(CHANNELS.port, (event) =>
  window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports]),
);

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  onEngine: (listener) => engine.listen(listener),
  onDeepLink: (listener) =>
    links.listen((link) => {
      links.forget();
      listener(link);
    }),
  startDrag: (file) => ipcRenderer.send(CHANNELS.drag, file),
  pickFolder: () => ipcRenderer.invoke(CHANNELS.pickFolder) as Promise<string | undefined>,
};

contextBridge.exposeInMainWorld('windlass', bridge);
ipcRenderer.send(CHANNELS.listening);
