import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { PORT_MESSAGE, type DesktopBridge } from '../../sync-engine/contract/desktop-bridge.ts';
import { bearerWith, protocolsWith } from '../../sync-engine/contract/page-token.ts';
import { ShutOut, type Channel, type OpenChannel } from './channel.ts';
import { keepToken, tokensToTry } from './page-token.ts';

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
  const token = await findToken();
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
 * A token that opens the door. Rejects while no server answers, and with `ShutOut` when one does that does not know this page: it was
 * started anew, with another link, or the page was opened without one. A WebSocket would not tell the two apart, and browsers delay
 * the next ones after each that failed.
 */
async function findToken(): Promise<string> {
  const address = new URL('/api', window.location.href);
  const tokens = tokensToTry();
  for (const token of tokens) {
    const { ok } = await fetch(address, { method: 'HEAD', headers: { authorization: bearerWith(token) } });
    if (!ok) continue;
    keepToken(token);
    return token;
  }
  // Nothing was asked yet, and whether somebody is there decides what the page says.
  if (tokens.length === 0) await fetch(address, { method: 'HEAD' });
  throw new ShutOut();
}
