import { assertNever } from '../../core/assert-never.ts';
import type { BaselineRow } from '../../core/baseline.ts';
import { compareUtf8 } from '../../core/path.ts';
import type {
  ActivityRecord,
  ConflictRecord,
  DownloadRecord,
  HeldRecord,
  IndexChange,
  IndexStore,
  ProblemRecord,
  RestoreEntry,
  RestoreTally,
  UploadRecord,
} from '../../ports/index-store.ts';
import type { RestoreChange } from '../../ports/restore-record.ts';
import { foldForSearch, searchedOf } from '../fold-for-search.ts';
import { createMemoryDecisionSpool } from './memory-decision-spool.ts';

/** Everything an index holds, for comparing two of them. Lists in byte order of their id, the activity oldest first. */
export interface IndexDump {
  readonly baseline: readonly BaselineRow[];
  readonly settings: Readonly<Record<string, string>>;
  readonly uploads: readonly UploadRecord[];
  readonly downloads: readonly DownloadRecord[];
  readonly activity: readonly ActivityRecord[];
  readonly problems: readonly ProblemRecord[];
  readonly conflicts: readonly ConflictRecord[];
  readonly held: readonly HeldRecord[];
  readonly restores: readonly KeptRestore[];
}

/** A restore, and what it changed by path. */
export interface KeptRestore {
  readonly record: RestoreEntry;
  readonly changes: ReadonlyMap<string, RestoreChange>;
}

export interface MemoryIndex extends IndexStore {
  /** A power cut: what was applied since the last durable `apply` is gone. The index can be used on, as after a restart. */
  crash(): void;
  dump(): IndexDump;
}

/** The index's twin for simulations: deterministic, and it forgets at a crash what SQLite may forget. */
export function createMemoryIndex(options: { readonly activityCap?: number } = {}): MemoryIndex {
  const cap = options.activityCap ?? 200_000;
  const durable = emptyState();
  let live = emptyState();
  /** Applied to `live`, not yet to `durable`. */
  let pending: (readonly IndexChange[])[] = [];

  const rollBack = (): void => {
    live = copyOf(durable);
    for (const changes of pending) applyAll(live, changes, cap);
  };
  const page = (idPrefix: string, afterId: string | undefined, limit: number): readonly BaselineRow[] => {
    const ids = live.sortedIds();
    const rows: BaselineRow[] = [];
    for (let at = firstAtLeast(ids, idPrefix, afterId); at < ids.length && rows.length < limit; at++) {
      const row = live.baseline.get(ids[at] ?? '');
      if (row === undefined || !row.id.startsWith(idPrefix)) break;
      rows.push(row);
    }
    return rows;
  };

  return {
    apply(changes, applyOptions) {
      const kept = [...changes];
      try {
        applyAll(live, kept, cap);
      } catch (caught) {
        rollBack();
        throw caught;
      }
      pending.push(kept);
      if (applyOptions?.durable !== true) return;
      for (const step of pending) applyAll(durable, step, cap);
      pending = [];
    },
    baselinePage: (afterId, limit) => page('', afterId, limit),
    baseline: (id) => live.baseline.get(id),
    baselineUnder: page,
    baselineTotals() {
      const rows = [...live.baseline.values()];
      const files = rows.filter((row) => row.kind === 'file');
      return {
        files: files.length,
        folders: rows.length - files.length,
        bytes: files.reduce((sum, row) => sum + row.stamp.size, 0),
      };
    },
    baselineShares(prefix) {
      const below = Map.groupBy(page(prefix, undefined, Infinity), ({ id }) =>
        id.slice(0, id.indexOf('/', prefix.length) + 1 || prefix.length),
      );
      return [...below]
        .map(([id, rows]) => {
          const files = rows.filter((row) => row.kind === 'file');
          return {
            id,
            samplePath: rows.map((row) => row.remotePath).sort(compareUtf8)[0] ?? id,
            files: files.length,
            bytes: files.reduce((sum, row) => sum + row.stamp.size, 0),
            hasFolders: id !== prefix && rows.some((row) => row.id.includes('/', id.length)),
          };
        })
        .sort((a, b) => compareUtf8(a.id, b.id));
    },
    baselineByInode: (ino) =>
      ino === 0n
        ? []
        : sorted(live.baseline)
            .filter((row) => row.kind === 'file')
            .filter((row) => row.stamp.ino === ino),
    setting: (name) => live.settings.get(name),
    uploads: () => sorted(live.uploads),
    upload: (key) => live.uploads.get(key),
    downloads: () => sorted(live.downloads),
    download: (id) => live.downloads.get(id),
    oldestMs() {
      let oldest = Infinity;
      for (const { modifiedMs } of live.baseline.values()) oldest = Math.min(oldest, modifiedMs);
      for (const { atMs } of live.activity) oldest = Math.min(oldest, atMs);
      return oldest === Infinity ? undefined : oldest;
    },
    activity({ limit, beforeMs = Number.MAX_SAFE_INTEGER, search = '' }) {
      const wanted = foldForSearch(search);
      return live.activity
        .filter((record) => record.atMs < beforeMs && searchedOf(record).includes(wanted))
        .toReversed()
        .sort((a, b) => b.atMs - a.atMs)
        .slice(0, limit);
    },
    activityOf: (paths) =>
      live.activity
        .filter(({ path, target }) => paths.has(path) || (target !== undefined && paths.has(target)))
        .sort((a, b) => a.atMs - b.atMs),
    problems: () => sorted(live.problems),
    conflicts: () => sorted(live.conflicts),
    held: () => sorted(live.held),
    restores: () =>
      sorted(live.restores)
        .map(({ record }) => record)
        .sort((a, b) => a.startedMs - b.startedMs),
    restoreChanges: (run) => sorted(live.restores.get(run)?.changes ?? new Map()),
    hasRestoreChanges: (run) => (live.restores.get(run)?.changes.size ?? 0) > 0,
    restoreChangeCount: (run) => live.restores.get(run)?.changes.size ?? 0,
    restoreTally: (run) => tallyOf([...(live.restores.get(run)?.changes.values() ?? [])]),
    sweepRestores: () => false,
    newSpool: createMemoryDecisionSpool,
    close() {},
    crash() {
      pending = [];
      rollBack();
    },
    dump: () => ({
      baseline: sorted(live.baseline),
      settings: Object.fromEntries([...live.settings].sort(([a], [b]) => compareUtf8(a, b))),
      uploads: sorted(live.uploads),
      downloads: sorted(live.downloads),
      activity: [...live.activity],
      problems: sorted(live.problems),
      conflicts: sorted(live.conflicts),
      held: sorted(live.held),
      restores: sorted(live.restores),
    }),
  };
}

interface State {
  readonly baseline: Map<string, BaselineRow>;
  /** The baseline's ids in byte order. */
  readonly sortedIds: () => readonly string[];
  readonly idsChanged: () => void;
  readonly settings: Map<string, string>;
  readonly uploads: Map<string, UploadRecord>;
  readonly downloads: Map<string, DownloadRecord>;
  readonly activity: ActivityRecord[];
  readonly problems: Map<string, ProblemRecord>;
  readonly conflicts: Map<string, ConflictRecord>;
  readonly held: Map<string, HeldRecord>;
  readonly restores: Map<string, KeptRestore>;
}

function emptyState(): State {
  return stateOf({
    baseline: new Map(),
    settings: new Map(),
    uploads: new Map(),
    downloads: new Map(),
    activity: [],
    problems: new Map(),
    conflicts: new Map(),
    held: new Map(),
    restores: new Map(),
  });
}

/** Records are immutable, so a copy shares them. */
function copyOf(state: State): State {
  return stateOf({
    baseline: new Map(state.baseline),
    settings: new Map(state.settings),
    uploads: new Map(state.uploads),
    downloads: new Map(state.downloads),
    activity: [...state.activity],
    problems: new Map(state.problems),
    conflicts: new Map(state.conflicts),
    held: new Map(state.held),
    restores: new Map(state.restores),
  });
}

function stateOf(tables: Omit<State, 'sortedIds' | 'idsChanged'>): State {
  let ids: readonly string[] | undefined;
  return {
    ...tables,
    sortedIds: () => (ids ??= [...tables.baseline.keys()].sort(compareUtf8)),
    idsChanged: () => {
      ids = undefined;
    },
  };
}

function applyAll(state: State, changes: readonly IndexChange[], cap: number): void {
  for (const change of changes) applyOne(state, change);
  if (state.activity.length > cap) state.activity.splice(0, state.activity.length - cap);
}

function applyOne(state: State, change: IndexChange): void {
  switch (change.kind) {
    case 'baseline':
      if (!state.baseline.has(change.row.id)) state.idsChanged();
      return void state.baseline.set(change.row.id, change.row);
    case 'forget':
      if (state.baseline.delete(change.id)) state.idsChanged();
      return;
    case 'forget-all':
      state.baseline.clear();
      return state.idsChanged();
    case 'setting':
      if (change.value === undefined) state.settings.delete(change.name);
      else state.settings.set(change.name, change.value);
      return;
    case 'upload':
      return void state.uploads.set(change.upload.key, withParts(change.upload, change.upload.parts));
    case 'upload-part': {
      const upload = state.uploads.get(change.key);
      if (upload !== undefined)
        state.uploads.set(change.key, withParts(upload, [...upload.parts, change.part]));
      return;
    }
    case 'upload-gone':
      return void state.uploads.delete(change.key);
    case 'download': {
      const doneParts = [...new Set(change.download.doneParts)].sort((a, b) => a - b);
      return void state.downloads.set(change.download.id, { ...change.download, doneParts });
    }
    case 'download-gone':
      return void state.downloads.delete(change.id);
    case 'activity':
      return void state.activity.push(change.record);
    case 'problem':
      return void state.problems.set(change.problem.id, change.problem);
    case 'problem-gone':
      return void state.problems.delete(change.id);
    case 'conflict':
      return void state.conflicts.set(change.conflict.copyId, change.conflict);
    case 'conflict-gone':
      return void state.conflicts.delete(change.copyId);
    case 'held':
      return void state.held.set(change.record.id, change.record);
    case 'held-gone':
      return void state.held.delete(change.id);
    case 'restore': {
      const { record } = change;
      const changes = state.restores.get(record.id)?.changes ?? new Map<string, RestoreChange>();
      return void state.restores.set(record.id, { record, changes });
    }
    case 'restore-gone':
      return void state.restores.delete(change.id);
    case 'restore-changes-gone': {
      const kept = state.restores.get(change.run);
      if (kept !== undefined) state.restores.set(change.run, { ...kept, changes: new Map() });
      return undefined;
    }
    case 'restore-change':
      return withChange(state, change.run, change.change.path, change.change);
    case 'restore-change-gone':
      return withChange(state, change.run, change.path, undefined);
    default:
      return assertNever(change);
  }
}

/** Undefined takes the change at that path away. */
function withChange(state: State, run: string, path: string, change: RestoreChange | undefined): void {
  const kept = state.restores.get(run);
  if (kept === undefined) return;
  const changes = new Map(kept.changes);
  if (change === undefined) changes.delete(path);
  else changes.set(path, change);
  state.restores.set(run, { ...kept, changes });
}

function tallyOf(changes: readonly RestoreChange[]): RestoreTally {
  const sure = changes.filter(({ maybe }) => maybe !== true);
  const back = sure.filter(
    (change) => change.kind === 'created' || change.kind === 'overwritten' || change.kind === 'placed',
  );
  return {
    restored: back.length,
    removed: sure.filter(({ kind }) => kind === 'removed' || kind === 'taken').length,
    bytes: back.reduce((sum, { size }) => sum + size, 0),
  };
}

/** In order, the later one of two with the same number. */
function withParts(upload: UploadRecord, parts: UploadRecord['parts']): UploadRecord {
  const byNumber = new Map(parts.map((part) => [part.partNumber, part]));
  return { ...upload, parts: [...byNumber.values()].sort((a, b) => a.partNumber - b.partNumber) };
}

function sorted<T>(table: ReadonlyMap<string, T>): T[] {
  return [...table].sort(([a], [b]) => compareUtf8(a, b)).map(([, value]) => value);
}

/** The place of the first id that is not below `idPrefix` and above `afterId`. */
function firstAtLeast(ids: readonly string[], idPrefix: string, afterId: string | undefined): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const id = ids[middle] ?? '';
    const before = compareUtf8(id, idPrefix) < 0 || (afterId !== undefined && compareUtf8(id, afterId) <= 0);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}
