import { expect, it } from 'vitest';
import { shareSyncs } from '../../sync-engine/adapters/fs/shared-syncs.ts';

it('lets calls share the next sync of their folder, never one that had begun before them', async () => {
  const begun: string[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const sync = shareSyncs((folder) => {
    begun.push(folder);
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  });
  const first = sync('a');
  const later = [sync('a'), sync('a')];
  const other = sync('b');
  expect(begun).toEqual(['a', 'b']);
  ends[0]?.reject(new Error('the disk failed'));
  await expect(first).rejects.toThrow('the disk failed');
  await expect.poll(() => begun).toEqual(['a', 'b', 'a']);
  ends[1]?.resolve();
  ends[2]?.resolve();
  await Promise.all([...later, other]);
  void sync('a');
  expect(begun).toEqual(['a', 'b', 'a', 'a']);
});
