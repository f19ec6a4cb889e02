import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { addPair, createBuckets, openHome } from '../../sync-engine/index.ts';
import { openService } from '../../sync-engine/service/service.ts';
import { openDesk } from '../ui/desk.ts';
import { awsProfile } from '../ui/aws-files.ts';
import { eventually } from '../tools/eventually.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

describe('new keys for an account', () => {
  it('are read anew from an AWS profile when the pair is told to sync', async () => {
    const profile = await awsProfile('work', { accessKeyId: 'OLDKEY', secretAccessKey: 'no longer' });
    const desk = await openDesk({ pairs: ['photos'], credentials: { kind: 'profile', profile: 'work' } });
    const [pair] = desk.pairs;
    if (pair === undefined) throw new Error('no pair');
    const state = () => desk.service.context.pair(pair.id).state();
    await eventually(() => expect(state().halted?.code).toBe('credentials-invalid'));
    await profile.configure(desk.s3);
    const client: Pick<ApiClient, 'pairs'> = createRouterClient(desk.service.router);
    await client.pairs.syncNow({ pair: pair.id });
    await eventually(() => expect(state()).toMatchObject({ settled: true, activity: 'resting' }));
    expect(state().halted).toBeUndefined();
  });

  it('are kept once they have been seen to work, and the pairs go on with them', async () => {
    const desk = await openDesk();
    const env = {
      ...desk.env,
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      WINDLASS_HOME: path.join(desk.base, 'other'),
      WINDLASS_PASSPHRASE: 'a passphrase of the test',
    };
    await createBuckets(desk.s3, ['keys', 'keys-recycle']);
    const folder = path.join(desk.base, 'papers');
    await mkdir(folder);
    const pair = {
      id: crypto.randomUUID(),
      name: 'papers',
      folder,
      bucket: 'keys',
      prefix: '',
      recycle: { bucket: 'keys-recycle', prefix: '' },
      mode: 'two-way' as const,
      account: { endpoint: desk.s3.endpoint, credentials: { kind: 'file' as const, name: 'papers' } },
    };
    const wrong = { accessKeyId: desk.s3.accessKeyId, secretAccessKey: 'not the one' };
    await addPair(await openHome(env), pair, wrong, { env });
    const service = await openService({
      parts: { env },
      host: BROWSER_HOST,
    });
    try {
      const client = createRouterClient(service.router) as unknown as Pick<ApiClient, 'settings'>;
      const state = () => service.context.pair(pair.id).state();
      await eventually(() => expect(state().halted?.code).toBe('credentials-invalid'));
      await expect(client.settings.replaceKeys({ pair: pair.id, ...wrong })).rejects.toMatchObject({
        data: { code: 'credentials-invalid' },
      });
      const { accessKeyId, secretAccessKey } = desk.s3;
      await client.settings.replaceKeys({ pair: pair.id, accessKeyId, secretAccessKey });
      await eventually(() => {
        expect(state().halted).toBeUndefined();
        expect(state().lastSyncMs).toBeDefined();
      });
    } finally {
      await service.close();
    }
  });
});
