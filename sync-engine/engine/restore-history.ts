import { toSyncError } from '../core/error.ts';
import type { IndexChange, KeptReport, RestoreEntry } from '../ports/index-store.ts';
import type { RestoreChange, RestoreRecord, RestoreReport } from '../ports/restore-record.ts';
import type { PairParts } from './pair.ts';

/** A report names so many failures. Whoever wants to know more looks at the folder. */
const MOST_NAMED = 1_000;
/** Changes of forgotten restores that go at once: some 15 ms. */
const SWEEP_PAGE = 2_000;

/**
 * Restores of a pair and what they changed, so that they can be undone later, after a restart too. An index that takes nothing now
 * ends no restore: what could not be written down is left out of its undo.
 */
export interface RestoreHistory {
  /** In the order in which they began. Those that are `running` have nobody who runs them, unless it is the caller. */
  all(): readonly RestoreEntry[];
  /** Writes one down when it begins, and again as it ended. What it took back is no longer there to be undone when all of it was. */
  put(record: RestoreEntry): void;
  /**
   * Writes down what one is about to change at a path: a process that is killed leaves no change without its undo. What it takes back
   * by that (`takesBack`) is uncertain from then on, until it is heard what came of it.
   */
  attempts(
    record: Pick<RestoreRecord, 'id' | 'undoes'>,
    change: RestoreChange,
    takesBack?: RestoreChange,
  ): void;
  /** Writes down what one changed at a path. */
  changed(record: Pick<RestoreRecord, 'id' | 'undoes'>, change: RestoreChange): void;
  /** What is there to be undone; in byte order of the paths. */
  changes(run: string): readonly RestoreChange[];
  canUndo(run: string): boolean;
  /** Paths that there is something to be undone at. */
  size(run: string): number;
  /** What one did, from its changes alone: the process that ran it died before it told. */
  reportOf(run: string): RestoreReport;
  /** They are no longer there; their room is given back by `sweep`. */
  forget(runs: readonly string[]): void;
  /** Gives back some of the room of what was forgotten; answers whether there may be more. */
  sweep(): boolean;
}

export function createRestoreHistory({ index, log }: Pick<PairParts, 'index' | 'log'>): RestoreHistory {
  /** `otherwise`, where the index cannot be written or read now. */
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (caught) {
      const { code, message } = toSyncError(caught);
      log.warn({ code }, `what restores did is not in the index now: ${message}`);
      return otherwise;
    }
  };
  /** By run, the paths that it was about to change and nothing was heard of since, with what it takes back there. */
  const attempted = new Map<string, Map<string, RestoreChange | undefined>>();
  return {
    all: () => index.restores(),
    put(record) {
      const { id, undoes, state, report } = record;
      const whole = state === 'ended' && report.failures.length === 0;
      attempt(() => {
        const taken: readonly IndexChange[] =
          undoes !== undefined && whole ? [{ kind: 'restore-changes-gone', run: undoes }] : [];
        // One that is over heard of all that came to pass: the rest is as it was.
        const idle = [...(attempted.get(id) ?? [])].flatMap(([path, takesBack]) => [
          goneOf(id, path),
          ...changeOf(undoes, takesBack),
        ]);
        index.apply([{ kind: 'restore', record }, ...idle, ...taken], { durable: true });
      }, undefined);
      attempted.delete(id);
    },
    changed({ id, undoes }, change) {
      const { path } = change;
      const changes: IndexChange[] = [{ kind: 'restore-change', run: id, change }];
      if (undoes !== undefined && change.maybe !== true) changes.push(goneOf(undoes, path));
      attempted.get(id)?.delete(path);
      // Not synced each time: a killed process loses nothing by that, and a power cut the last moments.
      attempt(() => index.apply(changes), undefined);
    },
    attempts({ id, undoes }, change, takesBack) {
      const open = attempted.get(id) ?? new Map<string, RestoreChange | undefined>();
      attempted.set(id, open.set(change.path, takesBack));
      const unsure: RestoreChange | undefined = takesBack && { ...takesBack, maybe: true };
      const changes = [...changeOf(id, change), ...changeOf(undoes, unsure)];
      attempt(() => index.apply(changes), undefined);
    },
    changes: (run) => index.restoreChanges(run),
    canUndo: (run) => attempt(() => index.hasRestoreChanges(run), false),
    size: (run) => attempt(() => index.restoreChangeCount(run), 0),
    reportOf: (run) => ({ ...index.restoreTally(run), identical: 0, failures: [] }),
    forget(runs) {
      if (runs.length === 0) return;
      attempt(
        () =>
          index.apply(
            runs.map((id) => ({ kind: 'restore-gone', id })),
            { durable: true },
          ),
        undefined,
      );
    },
    sweep: () => attempt(() => index.sweepRestores(SWEEP_PAGE), false),
  };
}

/** As it is kept: it names the first failures, and counts the others. */
export function keptReport(report: RestoreReport): KeptReport {
  const moreFailed = report.failures.length - MOST_NAMED;
  return moreFailed <= 0 ? report : { ...report, failures: report.failures.slice(0, MOST_NAMED), moreFailed };
}

function changeOf(run: string | undefined, change: RestoreChange | undefined): readonly IndexChange[] {
  return run === undefined || change === undefined ? [] : [{ kind: 'restore-change', run, change }];
}

function goneOf(run: string, path: string): IndexChange {
  return { kind: 'restore-change-gone', run, path };
}
