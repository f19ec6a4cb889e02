import type { BaselineRow } from '../../sync-engine/core/baseline.ts';
import type { Mode } from '../../sync-engine/core/decide.ts';
import type { Decision } from '../../sync-engine/core/decision.ts';
import type { FileStamp, LocalEntry, RemoteEntry } from '../../sync-engine/core/entry.ts';
import { compareUtf8, identityOf, parentOf } from '../../sync-engine/core/path.ts';
import type { NameRules } from '../../sync-engine/core/path.ts';
import { reconcile } from '../../sync-engine/core/reconcile.ts';
import type { ReconcileBatch, ReconcileTotals } from '../../sync-engine/core/reconcile.ts';
import { remoteEntryOf } from '../../sync-engine/core/snapshot.ts';

/**
 * Trees in a line of text, entries separated by spaces (`_` in a name stands for one):
 * - `a:x`   a file whose content is `x` (its size is the text's length)
 * - `a:x*`  on disk: the same, with another stamp than the baseline's
 * - `d/`    on disk a folder, in the bucket and the baseline a marker; folders around files need no entry on disk
 * - `d/+`   on disk: a folder that holds something that is not synced
 * - `d/?`   on disk: a folder that could not be listed
 * - `s@`    on disk: a symlink
 * - `n%`, `n/%`  on disk: a file, a folder that the scan blocked for another spelling of its name
 */
export interface Trees {
  readonly local?: string;
  readonly remote?: string;
  readonly base?: string;
  readonly mode?: Mode;
  readonly prefix?: string;
  readonly rules?: NameRules;
  readonly ignored?: (path: string) => boolean;
}

const LINUX: NameRules = { caseSensitive: true, windowsNames: false };

interface Streams {
  readonly local: readonly LocalEntry[];
  readonly remote: readonly RemoteEntry[];
  readonly baseline: readonly BaselineRow[];
}

export function streamsOf(trees: Trees): Streams {
  const rules = trees.rules ?? LINUX;
  const prefix = trees.prefix ?? '';
  return {
    local: localOf(words(trees.local), rules),
    remote: words(trees.remote)
      .map((word) => remoteOf(word, prefix, rules))
      .filter((entry) => entry !== undefined)
      .sort(byIdThenPath),
    baseline: words(trees.base)
      .map((word) => baselineOf(word, rules))
      .sort(byIdThenPath),
  };
}

/** Reconciles two trees; batches hold `batchSize()` entries (all by default). */
export function reconcileTrees(
  trees: Trees,
  batchSize: () => number = () => Number.MAX_SAFE_INTEGER,
): { readonly decisions: readonly Decision[]; readonly totals: ReconcileTotals } {
  const streams = streamsOf(trees);
  const at = { local: 0, remote: 0, baseline: 0 };
  const decisions: Decision[] = [];
  const { mode = 'two-way', prefix = '', ignored = () => false } = trees;
  const steps = reconcile({ mode, prefix, ignored });
  let step = steps.next();
  while (step.done !== true) {
    if ('decisions' in step.value) {
      decisions.push(...step.value.decisions);
      step = steps.next();
    } else {
      const { need } = step.value;
      const batch: ReconcileBatch = streams[need].slice(at[need], at[need] + batchSize());
      at[need] += batch.length;
      step = steps.next(batch);
    }
  }
  return { decisions, totals: step.value };
}

/** `code path` for each decision in order of identity; a blocked one says why. */
export function outcomeOf(trees: Trees): readonly string[] {
  return [...reconcileTrees(trees).decisions]
    .sort((a, b) => compareUtf8(a.id, b.id) || compareUtf8(a.remotePath, b.remotePath))
    .map((made) => {
      const why = made.blocked === undefined ? '' : `(${made.blocked})`;
      return `${made.code}${why} ${made.id}`;
    });
}

/** The stamp a file with this content has in the baseline. */
export function stampOf(content: string): FileStamp {
  let mix = 7n;
  for (const unit of content) mix = (mix * 31n + BigInt(unit.codePointAt(0) ?? 0)) % 1_000_003n;
  return { size: content.length, mtimeNs: mix, ctimeNs: mix, ino: mix };
}

function words(line: string | undefined): readonly string[] {
  const found = (line ?? '').split(' ').filter((word) => word !== '');
  return found.map((word) => word.replaceAll('_', ' '));
}

function localOf(lines: readonly string[], rules: NameRules): readonly LocalEntry[] {
  const entries = new Map<string, LocalEntry>();
  const parents = new Set<string>();
  for (const line of lines) {
    const [path = '', content] = line.split(/[:@?+%]/);
    const id = identityOf(path, rules);
    for (let up = parentOf(path); up !== ''; up = parentOf(up)) parents.add(up);
    if (line.endsWith('@')) entries.set(path, { kind: 'blocked', id, path, reason: 'symlink' });
    else if (line.endsWith('%')) entries.set(path, { kind: 'blocked', id, path, reason: 'name-clash' });
    else if (line.endsWith('?')) entries.set(path, { kind: 'unseen', id, path, error: 'EACCES' });
    else if (path.endsWith('/')) entries.set(path, { kind: 'folder', id, path, empty: !line.endsWith('+') });
    else entries.set(path, { kind: 'file', id, path, stamp: localStamp(content ?? '') });
  }
  for (const path of parents)
    entries.set(path, { kind: 'folder', id: identityOf(path, rules), path, empty: false });
  // Of one identity the scan yields what it blocked first.
  return [...entries.values()].sort(
    (a, b) => compareUtf8(a.id, b.id) || Number(b.kind === 'blocked') - Number(a.kind === 'blocked'),
  );
}

function localStamp(content: string): FileStamp {
  if (!content.endsWith('*')) return stampOf(content);
  const stamp = stampOf(content.slice(0, -1));
  return { ...stamp, mtimeNs: stamp.mtimeNs + 1n };
}

function remoteOf(word: string, prefix: string, rules: NameRules): RemoteEntry | undefined {
  const [path = '', content = ''] = word.split(':');
  const size = content.length;
  return remoteEntryOf({ key: prefix + path, size, etag: `etag-${content}`, modifiedMs: 0 }, prefix, rules);
}

function baselineOf(word: string, rules: NameRules): BaselineRow {
  const [localPath = '', content = ''] = word.split(':');
  const id = identityOf(localPath, rules);
  const remotePath = localPath.normalize('NFC');
  const etag = `etag-${content}`;
  if (localPath.endsWith('/')) return { kind: 'folder', id, localPath, remotePath, etag, modifiedMs: 0 };
  const sha256 = `sha-${content}`;
  return { kind: 'file', id, localPath, remotePath, stamp: stampOf(content), sha256, etag, modifiedMs: 0 };
}

function byIdThenPath(
  a: { readonly id: string; readonly path?: string },
  b: { readonly id: string; readonly path?: string },
): number {
  return compareUtf8(a.id, b.id) || compareUtf8(a.path ?? '', b.path ?? '');
}
