import type { RestoreEvent, RestorePreview, RestoreReport } from '../../../contract/api/index.ts';
import type { RestoreRow, TrashSelection } from '../../../contract/api/index.ts';
import { describeError } from '../../../contract/events.ts';
import {
  fail,
  SyncFailure,
  type PairEngine,
  type PreparedRestore,
  type RestoreChange,
  type RestoreWatch,
} from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { Kept } from './kept.ts';
import { otherFolder, prepareFolder } from './other-folder.ts';
import { restoreEvents } from './restore-events.ts';
import { restoreRequest } from './selection.ts';
import type { TrashShelves } from './trash-shelves.ts';

/** Each holds a row for every path. */
const MOST_PREVIEWS = 4;
const MOST_UNDOS = 20;

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

/** Restores from the trash: looked at first, done as they were shown, and undone. */
export class Restores {
  private readonly context: ServiceContext;
  private readonly shelves: TrashShelves;
  private readonly previews = new Kept<Preview>(MOST_PREVIEWS, 'preview');
  private readonly undos = new Kept<Undo>(MOST_UNDOS, 'restore to undo');

  constructor(context: ServiceContext, shelves: TrashShelves) {
    this.context = context;
    this.shelves = shelves;
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
    const of = (action: RestoreRow['action']): number => rows.filter((row) => row.action === action).length;
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

  async *restore(preview: string, signal: AbortSignal | undefined): AsyncGenerator<RestoreEvent> {
    const { pair, engine, prepared, to } = this.previews.take(preview);
    if (this.context.pair(pair).engine() !== engine) {
      throw fail('not-found', 'the pair was opened anew since this preview; look at it again');
    }
    const tidy = to === undefined ? undefined : await prepareFolder(to);
    try {
      yield* this.run(pair, prepared, signal);
    } finally {
      await tidy?.();
    }
  }

  /** What could not be undone, for want of a network say, may be tried again under the same id. */
  async *undo(undo: string, signal: AbortSignal | undefined): AsyncGenerator<RestoreEvent> {
    const { pair, changes } = this.undos.take(undo);
    const undone: RestoreChange[] = [];
    let whole = false;
    try {
      const prepared = await this.context.pair(pair).engine().bin.prepareUndo(changes, signal);
      for await (const event of this.run(pair, prepared, signal, undone)) {
        if (event.type === 'report') whole = event.report.failures.length === 0;
        yield event;
      }
    } finally {
      const paths = new Set(undone.map(({ path }) => path));
      if (!whole) this.undos.put(undo, { pair, changes: changes.filter(({ path }) => !paths.has(path)) });
    }
  }

  /** `changes` is filled as they happen. */
  private run(
    pair: string,
    prepared: PreparedRestore,
    signal: AbortSignal | undefined,
    changes: RestoreChange[] = [],
  ): AsyncGenerator<RestoreEvent> {
    return restoreEvents(async (watch) => {
      const report = await outcome(prepared, changes, watch).finally(() => this.settle(pair, changes));
      return changes.length === 0 ? report : { ...report, undo: this.undos.add({ pair, changes }) };
    }, signal);
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

/** What would change before what is the same already; else in their order. */
function changesFirst(rows: PreparedRestore['rows']): PreparedRestore['rows'] {
  const same = rows.filter(({ action }) => action === 'identical');
  return [...rows.filter(({ action }) => action !== 'identical'), ...same];
}

/** A restore that breaks off half-way reports what it did, so that it can be undone; one that did nothing rejects. */
async function outcome(
  prepared: PreparedRestore,
  changes: RestoreChange[],
  watch: RestoreWatch,
): Promise<RestoreReport> {
  const sizes = new Map(prepared.rows.map(({ path, size }) => [path, size]));
  try {
    return await prepared.run({ ...watch, onChange: (change) => void changes.push(change) });
  } catch (caught) {
    if (!(caught instanceof SyncFailure) || changes.length === 0) throw caught;
    const removed = changes.filter(({ kind }) => kind === 'removed').length;
    const written = changes.filter(({ kind }) => kind !== 'removed');
    return {
      restored: written.length,
      identical: 0,
      removed,
      bytes: written.reduce((sum, { path }) => sum + (sizes.get(path) ?? 0), 0),
      failures: [{ path: '', message: describeError(caught.error).message }],
    };
  }
}
