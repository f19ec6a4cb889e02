import { MessageChannel } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../renderer/api/channel.ts';
import { startSession } from '../../renderer/api/session.ts';
import { isCutOff } from '../../renderer/shared/error-text.ts';
import { openDesk } from './desk.ts';

it('has calls wait until the engine can be reached, however many tries that takes', async () => {
  const desk = await openDesk({ pairs: ['photos'] });
  const handler = new RPCHandler(desk.service.router);
  let tries = 0;
  const { client, live } = startSession((): Promise<Channel> => {
    if (++tries > 3) return new Promise(() => undefined);
    if (tries < 3) return Promise.reject(new Error('not there yet'));
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    handler.upgrade(port1);
    const closed = new Promise<void>((resolve) => void port2.once('close', resolve));
    return Promise.resolve({ link: new RPCLink({ port: port2 }), closed });
  });
  expect(await client.settings.accounts()).toHaveLength(1);
  expect(tries).toBe(3);
  await expect.poll(() => live.get().app?.pairs.map(({ name }) => name)).toEqual(['photos']);
});

it('tells a call that was cut off from one that failed', async () => {
  const desk = await openDesk({ pairs: ['photos'] });
  const handler = new RPCHandler(desk.service.router);
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise<void>((resolve) => void port2.once('close', resolve));
  let opened = false;
  const { client, live } = startSession((): Promise<Channel> => {
    if (opened) return new Promise(() => undefined);
    opened = true;
    handler.upgrade(port1);
    return Promise.resolve({ link: new RPCLink({ port: port2 }), closed });
  });
  await expect.poll(() => live.get().connected).toBe(true);
  const failed = await client.pairs.syncNow({ pair: crypto.randomUUID() }).catch((caught: unknown) => caught);
  expect(isCutOff(failed)).toBe(false);
  const asked = client.settings.accounts().catch((caught: unknown) => caught);
  port1.close();
  expect(isCutOff(await asked)).toBe(true);
  await expect.poll(() => live.get().connected).toBe(false);
});
