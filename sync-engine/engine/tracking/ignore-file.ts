import { fail } from '../../core/error.ts';
import { IGNORE_FILE } from '../../core/ignore.ts';
import { assertArrived, assertRoot } from '../assert-root.ts';
import { MAX_IGNORE_BYTES, patternsText } from '../ignored.ts';
import type { PairContext } from '../pair.ts';

/**
 * Gives the pair's `.windlassignore` another text, at once and durably; the file before goes to the local trash. Rejects
 * `config-invalid` where something is in its place that is no file, or the text is too long to be read again.
 */
export async function writePatterns(context: PairContext, text: string): Promise<void> {
  const { tree, clock, random, signal } = context;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_IGNORE_BYTES) {
    throw fail('config-invalid', `${IGNORE_FILE} would be larger than 1 MiB: shorten it`, {
      path: IGNORE_FILE,
    });
  }
  if (text === (await patternsText(context))) return;
  await assertRoot(context);
  const before = await tree.stat(IGNORE_FILE);
  const name = `ignore-${random.id(12)}`;
  const staged = await tree.stage(name);
  try {
    await staged.write(0, bytes);
    if (signal.aborted) throw fail('aborted', 'cancelled');
    const replaces = before?.kind === 'file' ? before : undefined;
    await staged.place({ path: IGNORE_FILE, mtimeNs: BigInt(clock.now()) * 1_000_000n, replaces });
  } finally {
    await staged.close();
    await tree.dropStaged(name);
  }
  await assertArrived(context, IGNORE_FILE);
}
