import { expect, it } from 'vitest';
import { moving } from '../../sync-engine/engine/movement.ts';

function meter() {
  let total = 0;
  return { moved: (bytes: number) => void (total += bytes), total: () => total };
}

it('what a request moves counts as it goes, and once when a try begins anew', async () => {
  const progress = meter();
  const seen: number[] = [];
  const answer = await moving(progress, 100, (onProgress) => {
    for (const sent of [30, 60, 10, 70]) {
      onProgress(sent);
      seen.push(progress.total());
    }
    return Promise.resolve('done');
  });
  expect(answer).toBe('done');
  expect(seen).toEqual([30, 60, 60, 70]);
  expect(progress.total()).toBe(100);
});

it('what did not arrive is taken back', async () => {
  const progress = meter();
  const sending = moving(progress, 100, (onProgress) => {
    onProgress(80);
    return Promise.reject(new Error('gone'));
  });
  await expect(sending).rejects.toThrow('gone');
  expect(progress.total()).toBe(0);
});
