import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { connect, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { bearerWith, protocolsWith, tokenInFragment } from '../../sync-engine/contract/page-token.ts';
import { createDoor } from '../../sync-engine/server/door.ts';
import { openDesk, type Desk } from './desk.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** fetch refuses to send another Host. */
async function ask(desk: Desk, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request({ host: '127.0.0.1', port: desk.server.port, path, headers }, (response) => {
    response.resume();
    resolve({ status: response.statusCode ?? 0, headers: response.headers });
  })
    .on('error', reject)
    .end();
  return promise;
}

const tokenOf = (desk: Desk): string => tokenInFragment(new URL(desk.server.link).hash) ?? '';
const originOf = (desk: Desk): string => `http://127.0.0.1:${desk.server.port}`;

/** True when the contract can be reached so. */
async function comesIn(
  desk: Desk,
  { token, origin, path = '/api' }: { token?: string; origin?: string; path?: string },
): Promise<boolean> {
  const socket = new WebSocket(
    `ws://127.0.0.1:${desk.server.port}${path}`,
    token === undefined ? ['windlass'] : protocolsWith(token),
    origin === undefined ? {} : { headers: { origin } },
  );
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.on('open', () => resolve(true)).on('error', () => resolve(false));
  const opened = await promise;
  socket.terminate();
  // Never the one that names the token.
  return opened && socket.protocol === 'windlass';
}

/** A request to become a WebSocket, as it goes over the wire. */
function upgradeOf(desk: Desk, headers: string): string {
  return (
    `GET /api HTTP/1.1\r\nHost: 127.0.0.1:${desk.server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n${headers}\r\n`
  );
}

describe('the door of the page', () => {
  it('lets in whoever has the token of the link, and tells a page beforehand', async () => {
    const desk = await openDesk();
    const token = tokenOf(desk);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await ask(desk, '/api', { authorization: bearerWith(token) })).status).toBe(200);
    expect((await ask(desk, '/api', { authorization: 'Bearer guessed' })).status).toBe(401);
    expect((await ask(desk, '/api')).status).toBe(401);
    expect(await comesIn(desk, { token, origin: originOf(desk) })).toBe(true);
  });

  it('sets no cookie, which a browser would show to other ports too', async () => {
    const desk = await openDesk();
    const answer = await ask(desk, '/');
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('refuses a name that was made to point here, also with the token', async () => {
    const desk = await openDesk();
    const authorization = bearerWith(tokenOf(desk));
    for (const path of ['/', '/api']) {
      const host = `evil.example:${desk.server.port}`;
      expect((await ask(desk, path, { authorization, host })).status).toBe(403);
      expect((await ask(desk, path, { authorization, host: '127.0.0.1:1' })).status).toBe(403);
    }
  });

  it('opens the contract to its own page alone', async () => {
    const desk = await openDesk();
    const token = tokenOf(desk);
    const origin = originOf(desk);
    expect(await comesIn(desk, { token, origin })).toBe(true);
    expect(await comesIn(desk, { origin })).toBe(false);
    expect(await comesIn(desk, { token: 'guessed', origin })).toBe(false);
    expect(await comesIn(desk, { token })).toBe(false);
    expect(await comesIn(desk, { token, origin: 'http://evil.example' })).toBe(false);
    expect(await comesIn(desk, { token, origin: 'http://127.0.0.1:1' })).toBe(false);
  });

  it('knows its names without the port where that is 80, as browsers leave it out', () => {
    const refusal = (port: number, host: string, origin?: string) => {
      const headers = origin === undefined ? { host } : { host, origin };
      const asked = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', headers });
      return createDoor(port).refusal(asked);
    };
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(refusal(80, host)).toBeUndefined();
      expect(refusal(80, host, `http://${host}`)).toBeUndefined();
      expect(refusal(80, `${host}:80`)).toBeUndefined();
      expect(refusal(80, host, 'http://evil.example')).toBe('foreign-origin');
      expect(refusal(8080, host)).toBe('foreign-host');
    }
    expect(refusal(80, 'evil.example')).toBe('foreign-host');
  });

  it('names nothing outside the page', async () => {
    const desk = await openDesk();
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/../../package.json',
      '//etc/passwd',
    ])
      expect((await ask(desk, path)).status).toBe(404);
  });

  it('outlives requests that are none, from whoever can reach the port', async () => {
    const desk = await openDesk();
    expect((await ask(desk, '//')).status).toBe(400);
    expect(await comesIn(desk, { path: '//' })).toBe(false);
    expect((await ask(desk, '/')).status).toBe(200);
  });

  it('outlives a page that breaks the protocol or its connection', async () => {
    const desk = await openDesk();
    const token = tokenOf(desk);
    const origin = originOf(desk);
    const broken = connect(desk.server.port, '127.0.0.1');
    broken.write(
      upgradeOf(desk, `Sec-WebSocket-Protocol: ${protocolsWith(token).join(', ')}\r\nOrigin: ${origin}\r\n`),
    );
    await once(broken, 'data');
    // Reserved bits, and no mask: no frame that a client may send.
    broken.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    broken.resume();
    await once(broken, 'close');
    const refused = connect(desk.server.port, '127.0.0.1');
    await once(refused, 'connect');
    refused.write(upgradeOf(desk, ''));
    refused.resetAndDestroy();
    await once(refused, 'close');
    expect(await comesIn(desk, { token, origin })).toBe(true);
  });

  it('lets the server end, whoever was refused and keeps his half of the connection open', async () => {
    const desk = await openDesk();
    const refused = connect({ port: desk.server.port, host: '127.0.0.1', allowHalfOpen: true });
    refused.write(upgradeOf(desk, ''));
    refused.resume();
    await once(refused, 'end');
    await desk.server.close();
    refused.destroy();
    await expect(ask(desk, '/')).rejects.toThrow('ECONNREFUSED');
  });
});
