import type { LocalFile } from '../core/entry.ts';
import { fail, hasCode } from '../core/error.ts';
import type { PairContext } from './pair.ts';

/** A file changed so lately may well have been changed again since the look (milliseconds). */
const LATELY_MS = 60_000;

/**
 * Waits until a file has not been written to for the quiet period, so that no half-written file is uploaded. Rejects
 * `local-writing` when it was written to meanwhile. A modification time in the future is somebody's own affair: no wait.
 */
export async function waitUntilQuiet(context: PairContext, file: LocalFile): Promise<void> {
  const { clock, settings, tree, signal } = context;
  const age = ageMs(context, file);
  if (age < 0 || age >= settings.quietMs) return;
  await clock.sleep(settings.quietMs - age, signal);
  await unlessWriting(context, file, () => tree.verify(file));
}

/**
 * Reads a file that was changed lately: rejects `local-writing`, in place of `local-changed`, when it was changed once more since the
 * look. On a busy machine its quiet period can go by in between. With a quiet period of 0 nobody is waited for.
 */
export async function unlessWriting<T>(
  context: PairContext,
  file: LocalFile,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (caught) {
    const { quietMs } = context.settings;
    const isLate = quietMs > 0 && ageMs(context, file) < Math.max(quietMs, LATELY_MS);
    if (!isLate || !hasCode(caught, 'local-changed')) throw caught;
    throw fail('local-writing', 'the file is still being written', { path: file.path });
  }
}

function ageMs({ clock }: PairContext, { stamp }: LocalFile): number {
  return clock.now() - Number(stamp.mtimeNs / 1_000_000n);
}
