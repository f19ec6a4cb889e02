import { fail } from '../../core/error.ts';
import { createIgnore } from '../../core/ignore.ts';
import type { IgnoreRules } from '../../core/ignore.ts';
import { folderFinder } from '../../core/off-folders.ts';
import { patternsText } from '../ignored.ts';
import type { PairContext } from '../pair.ts';
import type { IgnoredShare, IgnorePreview } from '../tracking.ts';

const MOST_ROWS = 200;

/** A set of patterns held against a scan, which comes folder by folder. */
class Walk {
  private readonly rules: IgnoreRules;
  /** The ignored folder the scan is in: nothing below it can be taken back, so no pattern is asked. */
  private inside: string | undefined;
  /** Whether it was one of the user's own patterns. */
  private own = false;

  constructor(rules: IgnoreRules) {
    this.rules = rules;
  }

  /** Told in the order of the scan. `top`: the path itself matches, not a folder above it. */
  ask(path: string): { readonly ignored: boolean; readonly own: boolean; readonly top: boolean } {
    if (this.inside !== undefined && path.startsWith(this.inside)) {
      return { ignored: true, own: this.own, top: false };
    }
    this.inside = undefined;
    const match = this.rules.matches(path);
    if (match === undefined) return { ignored: false, own: false, top: false };
    const own = match.line !== undefined;
    if (path.endsWith('/')) {
      this.inside = path;
      this.own = own;
    }
    return { ignored: true, own, top: true };
  }
}

/**
 * Holds patterns against the folder as it is now. What is off on this device is left out: it is untracked either way. Reads the folder a
 * batch at a time, so that others come to their turn; ends with `aborted` when it is not wanted any more.
 */
export async function previewPatterns(context: PairContext, text: string): Promise<IgnorePreview> {
  const { tree, settings, signal } = context;
  const { caseSensitive } = tree.traits;
  const next = createIgnore(text, { caseSensitive });
  const [before, after] = [
    new Walk(createIgnore(await patternsText(context), { caseSensitive })),
    new Walk(next),
  ];
  const offFolderOf = folderFinder(settings.off ?? [], tree.traits);
  const found = { files: 0, bytes: 0, newlyIgnored: 0, newlyTracked: 0 };
  const rows: { path: string; size: number; isFolder: boolean }[] = [];
  /** The row of the matching folder the scan is in. */
  let row: (typeof rows)[number] | undefined;
  for await (const batch of tree.scan({ ignored: (path) => offFolderOf(path) !== undefined, signal })) {
    for (const entry of batch) {
      if (entry.kind !== 'file' && entry.kind !== 'folder') continue;
      const was = before.ask(entry.path);
      const is = after.ask(entry.path);
      const size = entry.kind === 'file' ? entry.stamp.size : 0;
      if (is.top) {
        row = undefined;
        if (is.own && rows.length < MOST_ROWS) {
          row = { path: entry.path, size: 0, isFolder: entry.kind === 'folder' };
          rows.push(row);
        }
      }
      if (entry.kind === 'folder') continue;
      if (is.own) {
        found.files++;
        found.bytes += size;
        if (row !== undefined) row.size += size;
      }
      if (is.ignored && !was.ignored) found.newlyIgnored++;
      if (was.ignored && !is.ignored) found.newlyTracked++;
    }
    if (signal.aborted) throw fail('aborted', 'cancelled');
  }
  const shares: readonly IgnoredShare[] = rows;
  return { ...found, rows: shares, badLines: next.invalid.map(({ line }) => line) };
}
