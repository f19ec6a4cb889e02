import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { checkPassphrase, createBuckets, openHome } from '../../sync-engine/index.ts';
import { openService } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';
import { openDesk, type Desk, type DeskOptions } from '../ui/desk.ts';
import { draftOf, setupDesk, signIn } from './setup-desk.ts';
import { eventually } from '../tools/eventually.ts';

const RIGHT = 'correct horse';
const WRONG = 'wrong horse';

function locked(telling: DeskOptions['telling'] = {}): Promise<Desk> {
  return openDesk({ pairs: ['photos', 'papers'], files: { 'a.txt': 'a' }, passphrase: RIGHT, telling });
}

function clientOf({ service }: Desk): Pick<ApiClient, 'settings'> {
  return createRouterClient(service.router);
}

function haltsOf({ service }: Desk): readonly (string | undefined)[] {
  return service.context.pairs().map((pair) => pair.state().halted?.code);
}

function unlock(desk: Desk, passphrase: string): Promise<string> {
  return clientOf(desk)
    .settings.unlock({ passphrase })
    .then(
      () => 'unlocked',
      ({ data }: { data: { code: string } }) => data.code,
    );
}

async function allRun(desk: Desk): Promise<void> {
  await eventually(() => expect(haltsOf(desk)).toEqual([undefined, undefined]));
  const settled = () => desk.service.context.pairs().map((pair) => pair.state().settled);
  await eventually(() => expect(settled()).toEqual([true, true]));
}

describe('keys in an encrypted file', () => {
  it('wait for their passphrase, and open every pair with the right one', async () => {
    const desk = await locked();
    expect(haltsOf(desk)).toEqual(['passphrase-missing', 'passphrase-missing']);
    expect(await unlock(desk, WRONG)).toBe('passphrase-wrong');
    expect(haltsOf(desk)).toEqual(['passphrase-missing', 'passphrase-missing']);
    expect(await unlock(desk, RIGHT)).toBe('unlocked');
    await allRun(desk);
  });

  it('are not needed to tell what was known last, and what happened', async () => {
    const desk = await locked();
    expect(await unlock(desk, RIGHT)).toBe('unlocked');
    const [photos] = desk.pairs;
    await eventually(() =>
      expect(desk.service.context.pair(photos?.id ?? '').state()).toMatchObject({ files: 1, settled: true }),
    );
    const before = desk.service.context.pair(photos?.id ?? '').state();
    await desk.service.close();
    const again = await openService({ parts: { env: desk.env }, host: BROWSER_HOST });
    onTestFinished(() => again.close());
    const state = again.context.pair(photos?.id ?? '').state();
    expect(state).toMatchObject({ activity: 'stopped', halted: { code: 'passphrase-missing' } });
    expect(state).toMatchObject({ files: 1, bytes: 1, lastSyncMs: before.lastSyncMs });
    const client: Pick<ApiClient, 'activity'> = createRouterClient(again.router);
    const rows = await client.activity({ limit: 10, search: 'a.txt' });
    expect(rows.map(({ action, path }) => `${action} ${path}`)).toEqual(['uploaded a.txt']);
  });

  it('open with what is typed, whatever the environment says', async () => {
    const desk = await locked({ variable: WRONG });
    expect(haltsOf(desk)).toEqual(['passphrase-wrong', 'passphrase-wrong']);
    expect(await unlock(desk, RIGHT)).toBe('unlocked');
    await allRun(desk);
  });

  it('are sealed with what was typed in set-up, whatever the environment says', async () => {
    const { s3 } = await openDesk();
    const desk = await setupDesk({ WINDLASS_PASSPHRASE: WRONG });
    await createBuckets(s3, ['files', 'files-recycle']);
    const { ref } = await signIn(desk, s3);
    const { pair } = await desk.client.setup.finish({
      ...draftOf(ref, desk.at('files'), 'files'),
      keepIn: { kind: 'file', passphrase: RIGHT },
    });
    await eventually(() => expect(desk.service.context.pair(pair).state()).toMatchObject({ settled: true }));
    const home = await openHome(desk.env);
    await checkPassphrase(home, RIGHT);
    await expect(checkPassphrase(home, WRONG)).rejects.toMatchObject({ error: { code: 'passphrase-wrong' } });
  });

  it('do not wait for a terminal once the page has given the passphrase', async () => {
    let asked = 0;
    // Wrong at first; then nobody is there.
    const ask = () => (++asked <= 2 ? Promise.resolve(WRONG) : new Promise<undefined>(() => undefined));
    const desk = await locked({ ask });
    expect(haltsOf(desk)).toEqual(['passphrase-wrong', 'passphrase-wrong']);
    await eventually(() => expect(asked).toBeGreaterThan(2));
    expect(await unlock(desk, RIGHT)).toBe('unlocked');
    await allRun(desk);
  });
});
