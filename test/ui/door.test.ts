import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
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

async function cookieOf(desk: Desk): Promise<string> {
  const { headers } = await ask(desk, new URL(desk.server.link).search.replace(/^/, '/'));
  const [cookie = ''] = headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

/** True when the contract can be reached so. */
async function comesIn(desk: Desk, headers: Record<string, string>, path = '/api'): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${desk.server.port}${path}`, { headers });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.on('open', () => resolve(true)).on('error', () => resolve(false));
  const opened = await promise;
  socket.terminate();
  return opened;
}

describe('the door of the page', () => {
  it('lets in whoever has the link, and takes the token out of the address', async () => {
    const desk = await openDesk();
    const { search } = new URL(desk.server.link);
    const answer = await ask(desk, `/${search}`);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await ask(desk, '/', { cookie: await cookieOf(desk) })).status).toBe(200);
  });

  it('shows nothing to anybody else', async () => {
    const desk = await openDesk();
    expect((await ask(desk, '/')).status).toBe(401);
    expect((await ask(desk, '/?token=guessed')).status).toBe(401);
    expect((await ask(desk, '/icon.svg')).status).toBe(401);
    expect((await ask(desk, '/', { cookie: `windlass-${desk.server.port}=guessed` })).status).toBe(401);
  });

  it('refuses a name that was made to point here, also with the cookie', async () => {
    const desk = await openDesk();
    const cookie = await cookieOf(desk);
    expect((await ask(desk, '/', { cookie, host: `evil.example:${desk.server.port}` })).status).toBe(403);
    expect((await ask(desk, '/', { cookie, host: '127.0.0.1:1' })).status).toBe(403);
  });

  it('opens the contract to its own page alone', async () => {
    const desk = await openDesk();
    const cookie = await cookieOf(desk);
    const origin = `http://127.0.0.1:${desk.server.port}`;
    expect(await comesIn(desk, { cookie, origin })).toBe(true);
    expect(await comesIn(desk, { origin })).toBe(false);
    expect(await comesIn(desk, { cookie })).toBe(false);
    expect(await comesIn(desk, { cookie, origin: 'http://evil.example' })).toBe(false);
    expect(await comesIn(desk, { cookie, origin: 'http://127.0.0.1:1' })).toBe(false);
  });

  it('names nothing outside the page', async () => {
    const desk = await openDesk();
    const cookie = await cookieOf(desk);
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/../../package.json',
      '//etc/passwd',
    ])
      expect((await ask(desk, path, { cookie })).status).toBe(404);
  });

  it('outlives requests that are none, from whoever can reach the port', async () => {
    const desk = await openDesk();
    expect((await ask(desk, '//')).status).toBe(400);
    expect(await comesIn(desk, {}, '//')).toBe(false);
    expect((await ask(desk, '/', { cookie: await cookieOf(desk) })).status).toBe(200);
  });

  it('outlives a page that breaks the protocol or its connection', async () => {
    const desk = await openDesk();
    const cookie = await cookieOf(desk);
    const origin = `http://127.0.0.1:${desk.server.port}`;
    const upgrade = (headers: string): string =>
      `GET /api HTTP/1.1\r\nHost: 127.0.0.1:${desk.server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n${headers}\r\n`;
    const broken = connect(desk.server.port, '127.0.0.1');
    broken.write(upgrade(`Cookie: ${cookie}\r\nOrigin: ${origin}\r\n`));
    await once(broken, 'data');
    // Reserved bits, and no mask: no frame that a client may send.
    broken.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    broken.resume();
    await once(broken, 'close');
    const refused = connect(desk.server.port, '127.0.0.1');
    await once(refused, 'connect');
    refused.write(upgrade(''));
    refused.resetAndDestroy();
    await once(refused, 'close');
    expect(await comesIn(desk, { cookie, origin })).toBe(true);
  });
});
