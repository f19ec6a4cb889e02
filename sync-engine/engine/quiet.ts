import type { LocalFile } from '../core/entry.ts';
import { fail, hasCode } from '../core/error.ts';
import type { PairContext } from './pair.ts';

/**
 * Waits until a file has not been written to for the quiet period, so that no half-written file is uploaded. Rejects
 * `local-writing` when it was written to meanwhile. A modification time in the future is somebody's own affair: no wait.
 */
export async function waitUntilQuiet(context: PairContext, file: LocalFile): Promise<void> {
  const { clock, settings, tree, signal } = context;
  const age = clock.now() - Number(file.stamp.mtimeNs / 1_000_000n);
  if (age < 0 || age >= settings.quietMs) return;
  await clock.sleep(settings.quietMs - age, signal);
  await tree.verify(file).catch((error: unknown) => {
    if (!hasCode(error, 'local-changed')) throw error;
    throw fail('local-writing', 'the file is still being written', { path: file.path });
  });
}
