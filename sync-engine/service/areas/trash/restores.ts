import type {
  RestorePreview,
  RestoreReport,
  RestoreRow,
  RestoreRun as RestoreRunState,
  TrashSelection,
} from '../../../contract/api/index.ts';
import { blockText } from '../../../contract/block-text.ts';
import { describeError } from '../../../contract/events.ts';
import { removesMuch } from '../../../contract/removes-much.ts';
import {
  fail,
  type PairEngine,
  type PreparedRestore,
  type RestoreChange,
  type RestoreFailure,
  type RestoreWatch,
} from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { Kept } from './kept.ts';
import { otherFolder, prepareFolder } from './other-folder.ts';
import type { RestoreOutcome, RestoreRunOptions } from './restore-run.ts';
import { RestoreRuns } from './restore-runs.ts';
import { restoreRequest } from './selection.ts';
import type { TrashShelves } from './trash-shelves.ts';

/** Each holds a row for every path. */
const MOST_PREVIEWS = 4;
const MOST_UNDOS = 20;

const NOTHING_DONE: RestoreReport = { restored: 0, identical: 0, removed: 0, bytes: 0, failures: [] };

interface Preview {
  readonly pair: string;
  /** A pair that was opened anew since has another, and the preview has lapsed. */
  readonly engine: PairEngine;
  readonly prepared: PreparedRestore;
  /** Its rows as they are shown. */
  readonly rows: PreparedRestore['rows'];
  readonly to: string | undefined;
}

interface Undo {
  readonly pair: string;
  readonly changes: readonly RestoreChange[];
}

export interface PreviewInput {
  readonly pair: string;
  readonly selection: TrashSelection;
  readonly to?: string | undefined;
}

export interface RestoreInput {
  readonly preview: string;
  readonly removes?: number | undefined;
}

/** Restores from the trash: looked at first, done as they were shown by runs that need nobody to look on, and undone. */
export class Restores {
  private readonly context: ServiceContext;
  private readonly shelves: TrashShelves;
  private readonly previews = new Kept<Preview>(MOST_PREVIEWS, 'preview');
  private readonly undos = new Kept<Undo>(MOST_UNDOS, 'restore to undo');
  private readonly all = new RestoreRuns();

  constructor(context: ServiceContext, shelves: TrashShelves) {
    this.context = context;
    this.shelves = shelves;
    context.onRest((pair) => this.all.rest(pair));
    context.onStop((pair) => Promise.resolve(this.all.forget(pair)));
    context.onClose(() => this.all.close());
  }

  async preview(
    { pair, selection, to }: PreviewInput,
    signal: AbortSignal | undefined,
  ): Promise<RestorePreview> {
    const engine = this.context.pair(pair).engine();
    const request = await restoreRequest(this.shelves, pair, selection);
    const prepared = await engine.bin.prepare({
      ...request,
      ...(to === undefined ? {} : { to: await otherFolder(this.context, to) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const { rows } = prepared;
    const of = (action: RestoreRow['action']): number => countOf(rows, action);
    const written = rows.filter(({ action }) => action === 'create' || action === 'overwrite');
    return {
      preview: this.previews.add({ pair, engine, prepared, rows: changesFirst(rows), to }),
      create: of('create'),
      overwrite: of('overwrite'),
      identical: of('identical'),
      remove: of('remove'),
      bytes: written.reduce((sum, { size }) => sum + size, 0),
    };
  }

  previewRows(preview: string, offset: number, limit: number): readonly RestoreRow[] {
    return this.previews
      .get(preview)
      .rows.slice(offset, offset + limit)
      .map(({ bornAtMs, ...row }) => (bornAtMs === 0 ? row : { ...row, bornAtMs }));
  }

  /**
   * Begins what a preview showed; `bug` hears of what goes wrong that should not. Throws as `RestoreRuns.start` does, and
   * `restore-unagreed` where more goes to the recycle bucket than the person agreed to.
   */
  restore({ preview, removes }: RestoreInput, bug: RestoreRunOptions['bug']): RestoreRunState {
    const { pair, engine, prepared, to } = this.previews.get(preview);
    this.all.mayStart(pair);
    requireAgreed(prepared.rows, removes);
    this.previews.take(preview);
    if (this.context.pair(pair).engine() !== engine) {
      throw fail('not-found', 'the pair was opened anew since this preview; look at it again');
    }
    const work: RestoreRunOptions['work'] = async (watch) => {
      const tidy = to === undefined ? undefined : await prepareFolder(to);
      try {
        return await this.carryOut({ pair, changes: [], prepare: () => Promise.resolve(prepared) }, watch);
      } finally {
        await tidy?.();
      }
    };
    return this.all.start({ pair, what: 'restore', to, work: orBroken(work), bug }).now();
  }

  /** As `restore`. What could not be undone, for want of a network say, may be tried again under the same id. */
  undo(undo: string, bug: RestoreRunOptions['bug']): RestoreRunState {
    const { pair, changes } = this.undos.get(undo);
    const engine = this.context.pair(pair).engine();
    this.all.mayStart(pair);
    this.undos.take(undo);
    const work: RestoreRunOptions['work'] = async (watch) => {
      const undone: RestoreChange[] = [];
      const prepare = () => engine.bin.prepareUndo(changes, watch.signal);
      let whole = false;
      try {
        const outcome = await this.carryOut({ pair, changes: undone, prepare }, watch);
        whole = outcome.broke === undefined && outcome.report.failures.length === 0;
        return outcome;
      } finally {
        const paths = new Set(undone.map(({ path }) => path));
        if (!whole) this.undos.put(undo, { pair, changes: changes.filter(({ path }) => !paths.has(path)) });
      }
    };
    return this.all.start({ pair, what: 'undo', work: orBroken(work), bug }).now();
  }

  /** Newest first. */
  runs(pair: string): readonly RestoreRunState[] {
    return this.all.of(pair).map((run) => this.shown(run.now()));
  }

  async *follow(run: string, signal: AbortSignal): AsyncGenerator<RestoreRunState> {
    for await (const state of this.all.get(run).follow(signal)) yield this.shown(state);
  }

  async stop(run: string): Promise<RestoreRunState> {
    const stopped = this.all.get(run);
    await stopped.stop();
    return this.shown(stopped.now());
  }

  dismiss(run: string): void {
    this.all.dismiss(run);
  }

  /** Without the way back where that was gone already, or is too long ago. */
  private shown(run: RestoreRunState): RestoreRunState {
    if (run.state === 'running' || run.report.undo === undefined) return run;
    const { undo, ...report } = run.report;
    return this.undos.has(undo) ? run : { ...run, report };
  }

  /** `changes` is filled as they happen. Also one that broke off tells what it did, so that it can be undone. */
  private async carryOut(
    { pair, changes, prepare }: Undo & { changes: RestoreChange[]; prepare: () => Promise<PreparedRestore> },
    watch: RestoreWatch,
  ): Promise<RestoreOutcome> {
    let report: RestoreReport = NOTHING_DONE;
    let broke: RestoreOutcome['broke'];
    try {
      const prepared = await prepare();
      await prepared.run({
        ...watch,
        onChange: (change) => void changes.push(change),
        onEnd: ({ failures, ...done }) => (report = { ...done, failures: failures.map(failureOut) }),
      });
    } catch (caught) {
      broke = { caught };
    }
    this.settle(pair, changes);
    if (changes.length > 0) report = { ...report, undo: this.undos.add({ pair, changes }) };
    return { report, ...(broke === undefined ? {} : { broke }) };
  }

  /** Has the folder follow the bucket, and the list what went to the recycle bucket. */
  private settle(pair: string, changes: readonly RestoreChange[]): void {
    const running = this.context.pairs().find(({ config }) => config.id === pair);
    running?.wake();
    if (changes.some(({ kind }) => kind !== 'created')) {
      void this.shelves.of(pair).then(
        (shelf) => shelf.relist(),
        () => undefined, // The pair was removed meanwhile, or the service is closing.
      );
    }
  }
}

function countOf(rows: PreparedRestore['rows'], wanted: RestoreRow['action']): number {
  return rows.filter(({ action }) => action === wanted).length;
}

function requireAgreed(rows: PreparedRestore['rows'], agreed: number | undefined): void {
  const removed = countOf(rows, 'remove');
  if (agreed === undefined ? !removesMuch(removed, rows.length) : agreed === removed) return;
  throw fail('restore-unagreed', `${removed} of ${rows.length} files go to the recycle bucket`);
}

/** What would change before what is the same already; else in their order. */
function changesFirst(rows: PreparedRestore['rows']): PreparedRestore['rows'] {
  const same = rows.filter(({ action }) => action === 'identical');
  return [...rows.filter(({ action }) => action !== 'identical'), ...same];
}

function failureOut(failure: RestoreFailure): RestoreReport['failures'][number] {
  const { path } = failure;
  const error =
    'blocked' in failure
      ? { code: failure.blocked, ...blockText(failure.blocked), path }
      : describeError({ ...failure.error, path });
  return { path, error };
}

/** What is caught before anything was done, or after, ends a run like what is caught meanwhile. */
function orBroken(work: RestoreRunOptions['work']): RestoreRunOptions['work'] {
  return (watch) => work(watch).catch((caught: unknown) => ({ report: NOTHING_DONE, broke: { caught } }));
}
