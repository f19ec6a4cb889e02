import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { setupDesk, type SetupDesk } from './setup-desk.ts';

/** As a host serves it to pages. */
function pageOf({ service }: SetupDesk): Pick<ApiClient, 'live' | 'setup'> {
  return createRouterClient(service.router, {
    context: service.calls,
    interceptors: [service.interceptor],
  });
}

/** A server that takes requests and never answers. */
async function silentServer(): Promise<{ endpoint: string; asked: Promise<unknown> }> {
  const server = createServer();
  const asked = once(server, 'request');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

it('ends what a page has under way before it has closed, and lets nothing in afterwards', async () => {
  const desk = await setupDesk();
  const page = pageOf(desk);
  const { endpoint, asked } = await silentServer();
  const keys = { kind: 'keys', accessKeyId: 'AKIATEST', secretAccessKey: 'secret' } as const;
  const refusals: unknown[] = [];
  void page.setup
    .open({ endpoint, credentials: keys })
    .catch((caught: unknown) => refusals.push((caught as { data?: unknown }).data));
  await asked;
  await desk.service.close();
  expect(refusals).toMatchObject([{ code: 'aborted' }]);
  await expect(page.setup.folder({ path: desk.base })).rejects.toThrow('closing');
});

it('ends streams, those that nobody reads among them', async () => {
  const desk = await setupDesk();
  const page = pageOf(desk);
  const read = await page.live({});
  await page.live({});
  expect(await read.next()).toMatchObject({ done: false, value: { type: 'snapshot' } });
  const next = read.next();
  await desk.service.close();
  expect(await next).toMatchObject({ done: true });
});
