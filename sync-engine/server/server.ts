import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { fail } from '../index.ts';
import type { Service } from '../service/service.ts';
import { chooseProtocol, createDoor, type Door } from './door.ts';
import { PAGE_HEADERS } from '../contract/page-headers.ts';
import { loadPage, type PageFile } from './page-files.ts';

export interface UiServerOptions {
  readonly service: Pick<Service, 'router' | 'calls' | 'interceptor'>;
  /** TCP port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number | undefined;
  /** Where the built page is. */
  readonly pageFolder?: string | undefined;
}

export interface UiServer {
  /** The link to open. It holds the token: for the user's eyes only. */
  readonly link: string;
  readonly port: number;
  /** Once is enough; again does nothing. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Where the contract is. */
const API = '/api';
/** Largest message from a page (bytes): ignore rules, a selection of trash keys. */
const MAX_MESSAGE = 64 * 1024 * 1024;
/** A page that does not answer a ping for this long is gone (milliseconds). */
const PING_MS = 30_000;

/**
 * Serves the page and the contract to browsers of this computer: the page by HTTP, the contract over one WebSocket a page.
 * Rejects `usage` when the port is taken, `not-found` when the page was not built.
 */
export async function startUiServer(options: UiServerOptions): Promise<UiServer> {
  const files = await loadPage(options.pageFolder);
  const server = createServer((request, response) => answer(door, files, request, response));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    handleProtocols: chooseProtocol,
  });
  const handler = new RPCHandler(options.service.router, {
    clientInterceptors: [options.service.interceptor],
  });
  server.on('upgrade', (request, socket, head) => {
    // Node leaves it without a listener here: a peer that resets the connection would end the process.
    socket.on('error', () => socket.destroy());
    if (addressOf(request)?.pathname !== API || door.refusalOfCalls(request) !== undefined) {
      // A peer may keep its half open for ever, and the server would never close: it knows no socket that asked for an upgrade.
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      // What breaks the protocol, or is too large; `ws` has closed the connection already.
      page.on('error', () => undefined);
      keepAlive(page);
      void handler.upgrade(page, { context: options.service.calls });
    });
  });
  server.listen(options.port ?? 0, HOST);
  await once(server, 'listening').catch((caught: unknown) => {
    throw fail(
      'usage',
      `port ${options.port ?? 0} cannot be used: ${String(caught)}; choose another with --port`,
    );
  });
  // A connection that could not be accepted, for want of file descriptors say: whoever made it tries again.
  server.on('error', () => undefined);
  const { port } = server.address() as AddressInfo;
  const door = createDoor(port);
  return {
    link: door.link,
    port,
    async close() {
      for (const page of sockets.clients) page.terminate();
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(
  door: Door,
  files: ReadonlyMap<string, PageFile>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
  const refusal = door.refusal(request);
  if (refusal !== undefined)
    return say(response, 403, `This address is for this computer alone (${refusal}).`);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return say(response, 405, 'Only GET is answered.');
  const address = addressOf(request);
  if (address === undefined) return say(response, 400, 'This is no address.');
  const { pathname } = address;
  // A page asks whether it may come in: of a WebSocket that is refused it learns nothing.
  if (pathname === API) {
    if (door.refusalOfCalls(request) === undefined) return say(response, 200, 'Come in by WebSocket.');
    return say(response, 401, 'Open Windlass with the link that `windlass run --ui` has printed.');
  }
  const file = files.get(pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return say(response, 404, 'There is nothing here.');
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.body.byteLength,
    'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** Undefined for what is no address, such as `//`: anybody may send that. */
function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.parse(url, 'http://localhost') ?? undefined;
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

/** Lets go of pages that vanished without a word, such as a laptop's that fell asleep. */
function keepAlive(page: WebSocket): void {
  let answered = true;
  page.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return page.terminate();
    answered = false;
    page.ping();
  }, PING_MS);
  page.on('close', () => clearInterval(timer));
}
