/**
 * Runs in the page before anything of its own, given to Chromium as text (web-contents.ts): `ipcRenderer` and `contextBridge` over
 * that file's bindings, then the real preload, which finds them under `require('electron')`. Electron runs a preload in a world of
 * its own; here it shares the page's, and the bridge's object is frozen. It may use nothing of this module.
 */
export function installBridge(runPreload) {
  const { standInSend, standInInvoke, standInPort, standInClosed, standInAsk } = globalThis;
  const listeners = new Map();
  const relays = new Map();

  const pack = (data) =>
    data instanceof Uint8Array || data instanceof ArrayBuffer
      ? { bytes: [...new Uint8Array(data)] }
      : { data };
  const unpack = ({ data, bytes }) => (bytes === undefined ? data : new Uint8Array(bytes));

  Object.defineProperty(globalThis, 'standIn', {
    value: {
      emit(channel, args, ids) {
        const ports = ids.map((id) => {
          const { port1, port2 } = new MessageChannel();
          relays.set(id, port1);
          port1.addEventListener('message', ({ data }) => void standInPort(id, pack(data)));
          port1.addEventListener('close', () => void standInClosed(id));
          port1.start();
          return port2;
        });
        for (const listener of listeners.get(channel) ?? []) listener({ ports }, ...args);
      },
      port: (id, packed) => relays.get(id)?.postMessage(unpack(packed)),
      closed(id) {
        relays.get(id)?.close();
        relays.delete(id);
      },
    },
  });

  const electron = {
    ipcRenderer: {
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel, ...args) => void standInSend(channel, args),
      invoke: (channel, ...args) => standInInvoke(channel, args),
    },
    contextBridge: {
      exposeInMainWorld: (name, value) =>
        Object.defineProperty(globalThis, name, { value: Object.freeze({ ...value }), enumerable: true }),
    },
  };
  runPreload((name) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  });

  // What Electron asks its handlers, asked of them here as there.
  globalThis.open = (url) => {
    void standInAsk('open', String(url));
    return null;
  };
  const permission = (name) => standInAsk('permission', name);
  Notification.requestPermission = async () => ((await permission('notifications')) ? 'granted' : 'denied');
  const locate = async (failed) => {
    if (!(await permission('geolocation'))) failed({ code: 1 });
  };
  navigator.geolocation.getCurrentPosition = (_found, failed) => void locate(failed);
}
