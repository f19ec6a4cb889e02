import type { Database } from 'better-sqlite3';
import { assertNever } from '../../core/assert-never.ts';
import { hasCode } from '../../core/error.ts';
import type { IndexChange, IndexStore } from '../../ports/index-store.ts';
import { createActivityTable } from './activity-table.ts';
import { createBaselineTable, NOTHING, type TotalsChange } from './baseline-table.ts';
import { createRestoreTables } from './restore-tables.ts';
import { createSqliteDecisionSpool } from './sqlite-decision-spool.ts';
import { mapped } from './sqlite-errors.ts';
import { createStandingTables } from './standing-tables.ts';
import { createTransferTables } from './transfer-tables.ts';

/** Records kept in the activity. */
export const ACTIVITY_CAP = 200_000;

export interface SqliteIndexOptions {
  readonly db: Database;
  readonly activityCap: number;
  /** Called once; `sound` is false when a call met damage. */
  readonly close: (sound: boolean) => void;
}

/** The IndexStore over an open database of the current schema. */
export function createSqliteIndex({ db, activityCap, close }: SqliteIndexOptions): IndexStore {
  const baseline = createBaselineTable(db);
  const transfers = createTransferTables(db);
  const history = createActivityTable(db, activityCap);
  const standing = createStandingTables(db);
  const restores = createRestoreTables(db);
  const setDurability = durabilitySwitch(db);

  const applyOne = (change: IndexChange): TotalsChange => {
    switch (change.kind) {
      case 'baseline':
        return baseline.put(change.row);
      case 'forget':
        return baseline.remove(change.id);
      case 'forget-all':
        baseline.removeAll();
        return NOTHING;
      case 'setting':
        standing.putSetting(change.name, change.value);
        return NOTHING;
      case 'upload':
        transfers.putUpload(change.upload);
        return NOTHING;
      case 'upload-part':
        transfers.putPart(change.key, change.part);
        return NOTHING;
      case 'upload-gone':
        transfers.removeUpload(change.key);
        return NOTHING;
      case 'download':
        transfers.putDownload(change.download);
        return NOTHING;
      case 'download-gone':
        transfers.removeDownload(change.id);
        return NOTHING;
      case 'activity':
        history.add(change.record);
        return NOTHING;
      case 'problem':
        standing.putProblem(change.problem);
        return NOTHING;
      case 'problem-gone':
        standing.removeProblem(change.id);
        return NOTHING;
      case 'conflict':
        standing.putConflict(change.conflict);
        return NOTHING;
      case 'conflict-gone':
        standing.removeConflict(change.copyId);
        return NOTHING;
      case 'held':
        standing.putHeld(change.record);
        return NOTHING;
      case 'held-gone':
        standing.removeHeld(change.id);
        return NOTHING;
      case 'restore':
        restores.putRestore(change.record);
        return NOTHING;
      case 'restore-gone':
        restores.forgetRestore(change.id);
        return NOTHING;
      case 'restore-changes-gone':
        restores.forgetChanges(change.run);
        return NOTHING;
      case 'restore-change':
        restores.putChange(change.run, change.change);
        return NOTHING;
      case 'restore-change-gone':
        restores.removeChange(change.run, change.path);
        return NOTHING;
      default:
        return assertNever(change);
    }
  };

  const transaction = db.transaction((changes: readonly IndexChange[], durable: boolean) => {
    let files = 0;
    let folders = 0;
    let bytes = 0;
    let active = false;
    for (const change of changes) {
      // Totals are written once, at the end; what a forget-all zeroes on its way is not to be added again.
      if (change.kind === 'forget-all') files = folders = bytes = 0;
      const counted = applyOne(change);
      files += counted.files;
      folders += counted.folders;
      bytes += counted.bytes;
      active ||= change.kind === 'activity';
    }
    // A durable apply writes at least this row, so that its commit syncs the log and all that was applied before.
    if (durable || files !== 0 || folders !== 0 || bytes !== 0) baseline.count({ files, folders, bytes });
    if (active) history.prune();
  });

  const sweep = db.transaction((limit: number) => restores.sweep(limit));

  let sound = true;
  const guarded = <T>(work: () => T): T => {
    try {
      return mapped(db.name, work);
    } catch (caught) {
      if (hasCode(caught, 'index-corrupt')) sound = false;
      throw caught;
    }
  };
  const read =
    <A extends readonly unknown[], T>(query: (...args: A) => T) =>
    (...args: A): T =>
      guarded(() => query(...args));

  return {
    apply(changes, options) {
      const durable = options?.durable === true;
      if (changes.length === 0 && !durable) return;
      guarded(() => {
        setDurability(durable);
        // IMMEDIATE: a transaction that starts as a reader cannot become a writer once another process wrote in between.
        transaction.immediate(changes, durable);
      });
    },
    baselinePage: read(baseline.baselinePage),
    baseline: read(baseline.baseline),
    baselineUnder: read(baseline.baselineUnder),
    baselineTotals: read(baseline.baselineTotals),
    baselineShares: read(baseline.baselineShares),
    baselineByInode: read(baseline.baselineByInode),
    setting: read(standing.setting),
    uploads: read(transfers.uploads),
    upload: read(transfers.upload),
    downloads: read(transfers.downloads),
    download: read(transfers.download),
    activity: read(history.activity),
    activityOf: read(history.activityOf),
    oldestMs: read(() => earliest([baseline.oldestMs(), history.oldestMs()])),
    problems: read(standing.problems),
    conflicts: read(standing.conflicts),
    held: read(standing.held),
    restores: read(restores.restores),
    restoreChanges: read(restores.restoreChanges),
    hasRestoreChanges: read(restores.hasRestoreChanges),
    restoreChangeCount: read(restores.restoreChangeCount),
    restoreTally: read(restores.restoreTally),
    sweepRestores: (limit) =>
      guarded(() => {
        setDurability(false);
        return sweep.immediate(limit);
      }),
    newSpool: createSqliteDecisionSpool,
    close() {
      if (db.open) close(sound);
    },
  };
}

function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/**
 * FULL syncs the write-ahead log at each commit, NORMAL only before a checkpoint. Switching between transactions is
 * sound: commits are appended to one log whose frames are chained by checksum, so a lost tail is whole transactions,
 * and the next FULL commit syncs the whole file, earlier NORMAL commits included. Source: https://sqlite.org/wal.html,
 * "Performance Considerations", and https://sqlite.org/pragma.html#pragma_synchronous.
 */
function durabilitySwitch(db: Database): (durable: boolean) => void {
  let current: boolean | undefined;
  return (durable) => {
    if (durable === current) return;
    db.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    current = durable;
  };
}
