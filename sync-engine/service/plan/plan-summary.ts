import type { PlanRow, PlanSummary } from '../../contract/api/index.ts';
import { describeError } from '../../contract/events.ts';
import { costOfStorage, costOfUsage } from '../../contract/prices.ts';
import type { PriceList } from '../../contract/providers.ts';
import type { DecisionCode, PlannedStep, SyncReport } from '../../index.ts';
import { requestsFor } from './plan-requests.ts';

const SHOWN_ROWS = 200;
/** Rows kept before the least of them are let go: a plan may have millions. */
const KEPT_ROWS = 10 * SHOWN_ROWS;

/** Codes that do nothing a person would see. */
const BOOKKEEPING: ReadonlySet<DecisionCode> = new Set([
  'in-sync',
  'folder-in-sync',
  'inspect',
  'unseen',
  'folder-unseen',
  'leave-local',
  'leave-remote',
  'record',
  'folder-record',
  'forget',
  'folder-forget',
  'untrack',
]);

type Share = 'upload' | 'download' | 'recycle' | 'trash' | 'renamed' | 'identical' | 'conflicts';

/** Adds up a plan step by step. */
export class PlanTally {
  private readonly shares = new Map<Share, { files: number; bytes: number }>();
  private write = 0;
  private read = 0;
  private rows: PlannedStep[] = [];
  private rowCount = 0;

  add(step: PlannedStep): void {
    const { code, size, held } = step;
    if (held || !BOOKKEEPING.has(code)) this.keep(step);
    if (held) return;
    const share = shareOf(code);
    if (share !== undefined) {
      const { files, bytes } = this.share(share);
      this.shares.set(share, { files: files + 1, bytes: bytes + size });
    }
    const asked = requestsFor(code, size);
    this.write += asked.write;
    this.read += asked.read;
  }

  /** What the sync would do, and what that costs at the provider's list prices (null: unknown). */
  summary({ blocked, held, halted, requests }: SyncReport, prices: PriceList | null): PlanSummary {
    const upload = this.share('upload');
    // What the look asked is asked once more: the sync looks again.
    const asked = {
      write: this.write,
      read: this.read + requests.GET + requests.HEAD,
      list: requests.LIST,
    };
    return {
      upload,
      download: this.share('download'),
      recycle: this.share('recycle'),
      trash: this.share('trash'),
      renamed: this.share('renamed').files,
      identical: this.share('identical').files,
      conflicts: this.share('conflicts').files,
      blocked,
      held,
      requests: asked,
      cost:
        prices === null
          ? null
          : {
              once: costOfUsage({ ...asked, download: this.share('download').bytes }, prices),
              monthly: costOfStorage(upload.bytes, prices),
            },
      rows: firstOf(this.rows).map(planRow),
      rowCount: this.rowCount,
      ...(halted === undefined ? {} : { halted: describeError(halted) }),
    };
  }

  private share(name: Share): { readonly files: number; readonly bytes: number } {
    return this.shares.get(name) ?? { files: 0, bytes: 0 };
  }

  private keep(step: PlannedStep): void {
    this.rowCount++;
    this.rows.push(step);
    if (this.rows.length > KEPT_ROWS) this.rows = firstOf(this.rows);
  }
}

function shareOf(code: DecisionCode): Share | undefined {
  if (code.startsWith('upload-')) return 'upload';
  if (code.startsWith('download-')) return 'download';
  if (code.startsWith('rename-')) return 'renamed';
  if (code === 'recycle' || code === 'trash') return code;
  if (code === 'record') return 'identical';
  return isConflict(code) ? 'conflicts' : undefined;
}

function isConflict(code: DecisionCode): boolean {
  return code === 'conflict' || code === 'clash-local-aside' || code === 'clash-remote-aside';
}

/** The rows that matter most, in order. */
function firstOf(rows: readonly PlannedStep[]): PlannedStep[] {
  return rows.toSorted((a, b) => weight(a) - weight(b) || b.size - a.size).slice(0, SHOWN_ROWS);
}

/** Lower comes first. */
function weight({ code, held }: PlannedStep): number {
  if (isConflict(code)) return 0;
  if (code === 'blocked') return 1;
  return held ? 2 : 3;
}

function planRow({ code, path, from, size, held }: PlannedStep): PlanRow {
  return { code, path, ...(from === undefined ? {} : { from }), size, held };
}
