import type { LocalEntry, LocalFile } from '../core/entry.ts';
import { fail, hasCode } from '../core/error.ts';
import { createIgnore, IGNORE_FILE } from '../core/ignore.ts';
import { keyOf } from '../core/object-key.ts';
import { identityOf } from '../core/path.ts';
import { isJoining } from './joining.ts';
import type { Ignored } from './observe.ts';
import type { PairContext } from './pair.ts';

/** Largest ignore file that is read, in bytes: patterns are kept in memory, and every path is held against them. */
export const MAX_IGNORE_BYTES = 1024 * 1024;

/**
 * What the pair ignores now: the defaults, the patterns in `.windlassignore`, folders that are off, and Windlass's own. Rejects `config-invalid` where
 * something is there that is no readable file of at most 1 MiB: ignoring too little would upload what the user wanted kept apart.
 */
export async function loadIgnored(context: PairContext): Promise<Ignored> {
  const text = await patternsText(context);
  const { caseSensitive } = context.tree.traits;
  const { off = [], own = [] } = context.settings;
  const rules = createIgnore(text, { caseSensitive, off: [...off, ...own] });
  for (const { pattern, line, reason } of rules.invalid) {
    context.log.warn({ pattern, line }, `${IGNORE_FILE}: ${reason}`);
  }
  return (path) => rules.ignored(path);
}

/** The text of the pair's `.windlassignore`; empty where there is none. Rejects like `loadIgnored`. */
export async function patternsText(context: PairContext): Promise<string> {
  // A file that is saved while it is read is read again.
  for (let tries = 0; ; tries++) {
    const entry = await entryNow(context);
    if (entry === undefined) return isJoining(context) ? await textInBucket(context) : '';
    const file = readable(entry);
    try {
      return new TextDecoder().decode(await context.tree.readAll(file, { signal: context.signal }));
    } catch (error) {
      if (hasCode(error, 'local-denied'))
        throw unusable('may not be read by this user: give read permission');
      if (tries >= 3 || !hasCode(error, 'local-changed', 'local-missing')) throw error;
    }
  }
}

/** The ignore file. One that is gone is looked for again a quiet period later: some editors save by taking the old file away first. */
async function entryNow({ tree, index, clock, settings, signal }: PairContext) {
  const entry = await tree.stat(IGNORE_FILE);
  if (entry !== undefined || index.baseline(identityOf(IGNORE_FILE, tree.traits)) === undefined) return entry;
  await clock.sleep(settings.quietMs, signal);
  return await tree.stat(IGNORE_FILE);
}

function readable(entry: LocalEntry): LocalFile {
  if (entry.kind !== 'file') {
    const what = entry.kind === 'blocked' ? entry.reason : entry.kind;
    throw unusable(
      `is no regular file (${what}): put a file with the patterns in its place, or take it away`,
    );
  }
  if (entry.stamp.size > MAX_IGNORE_BYTES) throw tooLarge();
  return entry;
}

/** The patterns the other devices use; none where the bucket has no such file. */
async function textInBucket({ store, settings, signal }: PairContext): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    const { body } = await store.get(keyOf(settings.prefix, IGNORE_FILE), { signal });
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_IGNORE_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (hasCode(error, 'object-missing')) return '';
    throw error;
  }
  return text + decoder.decode();
}

function tooLarge(): Error {
  return unusable('is larger than 1 MiB: shorten it');
}

function unusable(what: string): Error {
  return fail('config-invalid', `${IGNORE_FILE} ${what}`, { path: IGNORE_FILE });
}
