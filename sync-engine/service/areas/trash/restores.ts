import type {
  RestorePreview,
  RestoreRow,
  RestoreRun as RestoreRunState,
  TrashSelection,
} from '../../../contract/api/index.ts';
import { removesMuch } from '../../../contract/removes-much.ts';
import { fail, type PairEngine, type PreparedRestore, type RestoreReport } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { Kept } from './kept.ts';
import { otherFolder, prepareFolder } from './other-folder.ts';
import type { RestoreOutcome, RestoreRunOptions, RestoreWork } from './restore-run.ts';
import { RestoreRuns } from './restore-runs.ts';
import { restoreRequest } from './selection.ts';
import type { TrashShelves } from './trash-shelves.ts';

/** Each holds a row for every path. */
const MOST_PREVIEWS = 4;

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
  private readonly all: RestoreRuns;

  constructor(context: ServiceContext, shelves: TrashShelves) {
    this.context = context;
    this.shelves = shelves;
    this.all = new RestoreRuns({
      pairs: () => context.pairs().map(({ config }) => config.id),
      of: (pair) =>
        context
          .pairs()
          .find(({ config }) => config.id === pair)
          ?.restores(),
    });
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
      leave: of('leave'),
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
    const work: RestoreWork = async (watch) => {
      const tidy = to === undefined ? undefined : await prepareFolder(to);
      try {
        return await this.carryOut(pair, () => Promise.resolve(prepared), watch);
      } finally {
        await tidy?.();
      }
    };
    return this.all.start({ pair, what: 'restore', to, work: orBroken(work), bug }).now();
  }

  /** As `restore`. What could not be undone, for want of a network say, may be tried again under the same id. */
  undo(undo: string, bug: RestoreRunOptions['bug']): RestoreRunState {
    const { pair } = this.all.get(undo);
    const { bin } = this.context.pair(pair).engine();
    this.all.mayStart(pair);
    const { run, changes } = this.all.toUndo(undo);
    const work: RestoreWork = (watch) =>
      this.carryOut(pair, () => bin.prepareUndo(changes, watch.signal), watch);
    const what = run.what === 'undo' ? 'redo' : 'undo';
    return this.all.start({ pair, what, undoes: undo, work: orBroken(work), bug }).now();
  }

  /** Newest first. */
  runs(pair: string): readonly RestoreRunState[] {
    return this.all.of(pair).map((run) => run.now());
  }

  follow(run: string, signal: AbortSignal): AsyncIterable<RestoreRunState> {
    return this.all.get(run).follow(signal);
  }

  async stop(run: string): Promise<RestoreRunState> {
    const stopped = this.all.get(run);
    await stopped.stop();
    return stopped.now();
  }

  dismiss(run: string): void {
    this.all.dismiss(run);
  }

  /** Also one that broke off tells what it did, so that it can be undone. */
  private async carryOut(
    pair: string,
    prepare: () => Promise<PreparedRestore>,
    watch: Parameters<RestoreWork>[0],
  ): Promise<RestoreOutcome> {
    let report = NOTHING_DONE;
    let broke: RestoreOutcome['broke'];
    let recycled = false;
    try {
      const prepared = await prepare();
      await prepared.run({
        ...watch,
        onChange(change) {
          recycled ||= change.kind === 'overwritten' || change.kind === 'removed';
          watch.onChange?.(change);
        },
        onEnd: (done) => (report = done),
      });
    } catch (caught) {
      broke = { caught };
    }
    this.settle(pair, recycled);
    return { report, ...(broke === undefined ? {} : { broke }) };
  }

  /** Has the folder follow the bucket, and the list what went to the recycle bucket. */
  private settle(pair: string, recycled: boolean): void {
    const running = this.context.pairs().find(({ config }) => config.id === pair);
    running?.wake();
    if (recycled) {
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

/** What is caught before anything was done, or after, ends a run like what is caught meanwhile. */
function orBroken(work: RestoreWork): RestoreWork {
  return (watch) => work(watch).catch((caught: unknown) => ({ report: NOTHING_DONE, broke: { caught } }));
}
