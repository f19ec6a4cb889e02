import type { BaselineRow } from './baseline.ts';
import type { Decision } from './decision.ts';
import type { LocalEntry, RemoteEntry } from './entry.ts';
import { Merge } from './merge.ts';
import type { ReconcileOptions, ReconcileTotals } from './merge.ts';
import { compareUtf8 } from './path.ts';

export type { ReconcileOptions, ReconcileTotals } from './merge.ts';

/**
 * Merge-joins three streams, sorted by `id`, through the decision table.
 *
 * A coroutine, so that the core stays synchronous while its streams are not: it yields `{ need }` for the next batch of one
 * stream (answer with `next(batch)`, an empty batch ends the stream) and `{ decisions }` as they are made. Decisions come
 * out in no promised order. What it keeps in memory is one frame for each folder open at the moment, never the tree.
 */
export type ReconcileStep =
  | { readonly need: 'local' }
  | { readonly need: 'remote' }
  | { readonly need: 'baseline' }
  | { readonly decisions: readonly Decision[] };

export type ReconcileBatch = readonly LocalEntry[] | readonly RemoteEntry[] | readonly BaselineRow[];

/** A stream that is not sorted by identity: the caller has to sort it first. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
  readonly stream: Stream;

  constructor(stream: Stream, before: string, after: string) {
    super(`the ${stream} stream has '${after}' after '${before}'`);
    this.stream = stream;
  }
}

type Stream = 'local' | 'remote' | 'baseline';
type Pull = Generator<ReconcileStep, boolean, ReconcileBatch | undefined>;

/** One of the three streams, with the batch at hand. */
interface Cursor<T extends { readonly id: string }> {
  readonly stream: Stream;
  batch: readonly T[];
  at: number;
  last: string;
  done: boolean;
}

const FLUSH_AT = 512;

export function* reconcile(
  options: ReconcileOptions,
): Generator<ReconcileStep, ReconcileTotals, ReconcileBatch | undefined> {
  const local = cursor<LocalEntry>('local');
  const remote = cursor<RemoteEntry>('remote');
  const base = cursor<BaselineRow>('baseline');
  const merge = new Merge(options);
  for (;;) {
    yield* fill(local);
    yield* fill(remote);
    yield* fill(base);
    const id = lowest(peek(local)?.id, peek(remote)?.id, peek(base)?.id);
    if (id === undefined) break;
    const locals: LocalEntry[] = [];
    while (peek(local)?.id === id) {
      locals.push(take(local));
      yield* fill(local);
    }
    const remotes: RemoteEntry[] = [];
    while (peek(remote)?.id === id) {
      remotes.push(take(remote));
      yield* fill(remote);
    }
    merge.item(id, locals, remotes, peek(base)?.id === id ? take(base) : undefined);
    if (merge.out.length >= FLUSH_AT) yield { decisions: merge.flush() };
  }
  merge.finish();
  if (merge.out.length > 0) yield { decisions: merge.flush() };
  return merge.totals();
}

function cursor<T extends { readonly id: string }>(stream: Stream): Cursor<T> {
  return { stream, batch: [], at: 0, last: '', done: false };
}

/** Asks for the next batch when the one at hand is used up. */
function* fill<T extends { readonly id: string }>(cursor: Cursor<T>): Pull {
  if (cursor.done || cursor.at < cursor.batch.length) return false;
  const batch = ((yield { need: cursor.stream }) ?? []) as unknown as readonly T[];
  cursor.batch = batch;
  cursor.at = 0;
  cursor.done = batch.length === 0;
  return true;
}

function peek<T extends { readonly id: string }>(cursor: Cursor<T>): T | undefined {
  return cursor.batch[cursor.at];
}

function take<T extends { readonly id: string }>(cursor: Cursor<T>): T {
  const entry = cursor.batch[cursor.at++] as T;
  if (compareUtf8(entry.id, cursor.last) < 0) throw new OutOfOrder(cursor.stream, cursor.last, entry.id);
  cursor.last = entry.id;
  return entry;
}

function lowest(...ids: readonly (string | undefined)[]): string | undefined {
  let low: string | undefined;
  for (const id of ids) if (id !== undefined && (low === undefined || compareUtf8(id, low) < 0)) low = id;
  return low;
}
