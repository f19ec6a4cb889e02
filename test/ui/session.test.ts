import { MessageChannel } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../renderer/api/channel.ts';
import { startSession } from '../../renderer/api/session.ts';
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
