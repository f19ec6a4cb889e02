import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fail, hasCode } from '../../../core/error.ts';
import type { Random } from '../../../ports/clock.ts';
import type {
  TrashIndex,
  TrashIndexFilter,
  TrashIndexSort,
  TrashIndexView,
} from '../../../ports/trash-index.ts';
import { mapped } from '../sqlite-errors.ts';
import { removeList, TrashListFile, type TrashTarget } from './trash-list-file.ts';
import { bytesOfView, facetsOf, histogramOf, matching } from './trash-view.ts';

/** Views open at once; a million ids take 4 MB. */
const MOST_VIEWS = 16;
const LIST_FILE = /^list-[0-9a-z]+\.sqlite$/;

export interface TrashIndexOptions extends TrashTarget {
  /** Of its own: whatever looks like a list in it and is none is removed. */
  readonly folder: string;
  readonly random: Random;
}

interface OpenView {
  readonly list: TrashListFile;
  readonly ids: Uint32Array;
}

/**
 * The index on the thread that calls it, where it may work for a second: hosts use it through a thread of its own
 * (trash-index-thread.ts).
 */
export function createTrashIndex(options: TrashIndexOptions): TrashIndex {
  const { folder, random, bucket } = options;
  const views = new Map<string, OpenView>();
  let current: TrashListFile | undefined;
  /** Being filled; shown while there is no other. */
  let coming: TrashListFile | undefined;
  let opened = false;

  const release = (list: TrashListFile): void => {
    if (list !== current && list !== coming && list.views === 0) list.destroy();
  };

  const closeView = (view: string): void => {
    const open = views.get(view);
    if (open === undefined) return;
    views.delete(view);
    open.list.views--;
    release(open.list);
  };

  const dropCurrent = (): void => {
    for (const [view, { list }] of views) {
      if (list === current) views.delete(view);
    }
    const damaged = current;
    current = undefined;
    damaged?.destroy();
  };

  const ready = (): void => {
    if (opened) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    current = openNewest(options);
    opened = true;
  };

  /** Every call: on an open index, with foreign errors as ours, and a damaged list thrown away. */
  const call = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(
        mapped(folder, () => {
          ready();
          return work();
        }),
      );
    } catch (caught) {
      if (hasCode(caught, 'index-corrupt')) dropCurrent();
      return Promise.reject(caught);
    }
  };

  const addView = (list: TrashListFile, ids: Uint32Array): TrashIndexView => {
    const view = random.uuid();
    views.set(view, { list, ids });
    list.views++;
    const [oldest] = views.keys();
    if (views.size > MOST_VIEWS && oldest !== undefined) closeView(oldest);
    return { view, count: ids.length, bytes: bytesOfView(list.columns, ids) };
  };

  const viewOf = (view: string): OpenView => {
    const open = views.get(view);
    if (open === undefined) throw fail('not-found', 'that view of the trash is closed; open it again');
    // Used last, so closed last.
    views.delete(view);
    views.set(view, open);
    return open;
  };

  const shown = (): TrashListFile | undefined => current ?? coming;

  return {
    summary: () =>
      call(() => ({
        ...(shown()?.columns.totals() ?? { entries: 0, bytes: 0 }),
        listedAtMs: current?.listedAtMs,
        devices: current?.devices ?? {},
      })),

    beginListing: () =>
      call(() => {
        const given = coming;
        coming = undefined;
        if (given !== undefined) release(given);
        const list = TrashListFile.create(path.join(folder, `list-${random.id(10)}.sqlite`), options);
        coming = list;
        const under = <T>(work: () => T): Promise<T> =>
          call(() => {
            if (coming !== list) throw fail('aborted', 'another listing began');
            return work();
          });
        return {
          add: (entries) => under(() => list.add(entries)),
          finish: (facts) =>
            under(() => {
              list.finish(bucket, facts);
              const old = current;
              current = list;
              coming = undefined;
              if (old !== undefined) release(old);
            }),
          giveUp: () =>
            call(() => {
              if (coming !== list) return;
              coming = undefined;
              release(list);
            }),
        };
      }),

    open: (filter, sort) =>
      call(() => {
        const list = shown();
        if (list === undefined) {
          const empty = TrashListFile.create(path.join(folder, `list-${random.id(10)}.sqlite`), options);
          return addView(empty, new Uint32Array());
        }
        return addView(list, idsOf(list, filter, sort));
      }),

    narrow: (selection, { newestOnly }) =>
      call(() => {
        const [list, ids] = selectedIds();
        return addView(list, newestOnly ? list.newest(ids) : ids);

        function selectedIds(): readonly [TrashListFile, Uint32Array] {
          if (selection.kind === 'view') {
            const { list, ids } = viewOf(selection.view);
            const except = new Set(list.idsOf(selection.except));
            return [list, except.size === 0 ? ids : ids.filter((id) => !except.has(id))];
          }
          const list = shown();
          if (list === undefined) throw fail('not-found', 'the trash has not been listed yet');
          const named = new Set(list.idsOf(selection.keys));
          return [
            list,
            list
              .order('deletedAt')
              .toReversed()
              .filter((id) => named.has(id)),
          ];
        }
      }),

    rows: (view, offset, limit) =>
      call(() => {
        const { list, ids } = viewOf(view);
        return list.rows(ids.subarray(offset, offset + limit));
      }),

    close: (view) => call(() => closeView(view)),

    facets: () =>
      call(() => {
        const list = shown();
        if (list === undefined) return { devices: [], reasons: [], fromMs: undefined, toMs: undefined };
        const ids = idsOf(list, {}, undefined);
        return facetsOf(list.columns, ids, list.devices);
      }),

    oldestMs: () => call(() => shown()?.oldestMs()),

    histogram: (view, bars) =>
      call(() => {
        const { list, ids } = viewOf(view);
        return histogramOf(list.columns, ids, bars);
      }),

    versions: (name) =>
      call(() => {
        const list = shown();
        return list === undefined ? [] : list.rows(list.versions(name));
      }),

    forget: (view, offset, limit) =>
      call(() => {
        const { list, ids } = viewOf(view);
        const gone = ids.subarray(offset, offset + limit);
        list.forget(gone);
        const now = shown();
        if (now === undefined || now === list) return;
        // Another list took its place since the view was opened.
        now.forget(now.idsOf(list.rows(gone).map(({ key }) => key)));
      }),

    end: () =>
      call(() => {
        for (const view of views.keys()) closeView(view);
        const given = coming;
        coming = undefined;
        given?.destroy();
        current?.close();
        current = undefined;
        opened = false;
      }),
  };
}

function idsOf(list: TrashListFile, filter: TrashIndexFilter, sort: TrashIndexSort | undefined): Uint32Array {
  const { search = '', folder = '' } = filter;
  const among = [
    ...(search === '' ? [] : [list.searched(search)]),
    ...(folder === '' ? [] : [list.below(folder)]),
  ];
  const order =
    sort === undefined
      ? Uint32Array.from({ length: list.columns.length }, (_, id) => id)
      : list.order(sort.by);
  const ids = matching(list.columns, order, filter, { names: list.devices, among });
  return sort?.descending === true ? ids.toReversed() : ids;
}

/** The newest whole list in the folder. All else that is called like one goes: lists that never came to their end, and damaged ones. */
function openNewest(options: TrashIndexOptions): TrashListFile | undefined {
  let newest: TrashListFile | undefined;
  for (const name of readdirSync(options.folder).filter((entry) => LIST_FILE.test(entry))) {
    const file = path.join(options.folder, name);
    const list = openWhole(file, options);
    if (list === undefined) removeList(file);
    else if (newest === undefined) newest = list;
    else {
      const older = (list.listedAtMs ?? 0) > (newest.listedAtMs ?? 0) ? newest : list;
      newest = older === list ? newest : list;
      older.destroy();
    }
  }
  return newest;
}

function openWhole(file: string, target: TrashTarget): TrashListFile | undefined {
  try {
    return mapped(file, () => TrashListFile.open(file, target));
  } catch (caught) {
    // A list of another version of Windlass, or a damaged one: it costs a listing.
    if (hasCode(caught, 'index-corrupt', 'index-io')) return undefined;
    throw caught;
  }
}
