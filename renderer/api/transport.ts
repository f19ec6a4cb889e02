import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { PORT_MESSAGE, type DesktopBridge } from '../../sync-engine/contract/desktop-bridge.ts';
import { protocolsWith } from '../../sync-engine/contract/page-token.ts';
import { ShutOut, type Channel, type OpenChannel } from './channel.ts';
import { keptToken } from './page-token.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload. */
    readonly windlass?: DesktopBridge;
  }
}

export function chooseTransport(): OpenChannel {
  const bridge = window.windlass;
  return bridge === undefined ? overWebSocket : () => overPort(bridge);
}

async function overPort(bridge: DesktopBridge): Promise<Channel> {
  const arrived = new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.data !== PORT_MESSAGE || event.source !== window || port === undefined) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
  });
  bridge.connect();
  const port = await arrived;
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()));
  const link = new MessagePortLink({ port });
  port.start();
  return { link, closed };
}

async function overWebSocket(): Promise<Channel> {
  const token = keptToken();
  await knock(token);
  const url = new URL('/api', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(url, protocolsWith(token));
  const closed = new Promise<void>((resolve) => websocket.addEventListener('close', () => resolve()));
  const opened = new Promise<void>((resolve) => websocket.addEventListener('open', () => resolve()));
  await Promise.race([
    opened,
    closed.then(() => {
      throw new Error('the engine does not answer');
    }),
  ]);
  return { link: new WebSocketLink({ websocket }), closed };
}

/**
 * Rejects while no server answers, and with `ShutOut` when one does that no longer knows this page: it was started anew, with another
 * link. A WebSocket would not tell the two apart, and browsers delay the next ones after each that failed.
 */
async function knock(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(new URL('/api', window.location.href), { method: 'HEAD', headers });
  if (status === 401 || status === 403) throw new ShutOut();
}
