import { createRouterClient } from '@orpc/server';
import { expect, it } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { openTrash } from './trash-scene.ts';

it('begins no restore on a pair that is being opened anew', async () => {
  const scene = await openTrash({ files: { gone: 'a', stays: 'b' } });
  await scene.inStep({ gone: 'a', stays: 'b' });
  await scene.remove('gone');
  await scene.inStep({ stays: 'b' });
  await scene.refresh();
  const keys = (await scene.rows()).map(({ key }) => key);
  const { preview } = await scene.trash.preview({ pair: scene.pair, selection: { kind: 'keys', keys } });
  const { service } = scene.desk;
  const outcomes: unknown[] = [];
  // While what was under way is being ended, before the engine is closed.
  service.context.onRest(async () => {
    const outcome = await scene.trash.restore({ preview }).catch((caught: unknown) => caught);
    outcomes.push((outcome as { data?: unknown }).data);
  });
  const { pairs }: Pick<ApiClient, 'pairs'> = createRouterClient(service.router);
  await pairs.rename({ pair: scene.pair, name: 'other' });
  expect(outcomes).toMatchObject([{ code: 'aborted' }]);
  expect(await scene.trash.runs({ pair: scene.pair })).toEqual([]);
});

it('goes on by no word that comes while it is being closed', async () => {
  const scene = await openTrash({ files: { stays: 'b' } });
  await scene.inStep({ stays: 'b' });
  const { context } = scene.desk.service;
  const before = context.pair(scene.pair);
  before.pause();
  context.onRest(() => Promise.resolve(before.resume()));
  const { pairs }: Pick<ApiClient, 'pairs'> = createRouterClient(scene.desk.service.router);
  await pairs.rename({ pair: scene.pair, name: 'other' });
  expect(before.state().activity).toBe('paused');
});
