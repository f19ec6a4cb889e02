import type { LocalFile } from '../core/entry.ts';
import { fail, hasCode } from '../core/error.ts';
import type { PairContext } from './pair.ts';

/** A file changed so lately may have been changed again since the look (milliseconds). */
const LATELY_MS = 60_000;

/**
 * Waits until a file has not been written to for the quiet period, so that no half-written file is uploaded. Rejects
 * `local-writing` when it was written to meanwhile, also where the quiet period went by between the look and this call. A
 * modification time in the future is somebody's own affair, and a quiet period of 0 means that nobody is waited for.
 */
export async function waitUntilQuiet(context: PairContext, file: LocalFile): Promise<void> {
  const { clock, settings, tree, signal } = context;
  const age = clock.now() - Number(file.stamp.mtimeNs / 1_000_000n);
  if (settings.quietMs === 0 || age < 0 || age >= Math.max(settings.quietMs, LATELY_MS)) return;
  if (age < settings.quietMs) await clock.sleep(settings.quietMs - age, signal);
  await tree.verify(file).catch((error: unknown) => {
    if (!hasCode(error, 'local-changed')) throw error;
    throw fail('local-writing', 'the file is still being written', { path: file.path });
  });
}
