import type { Retention as RetentionOut, TrashFilter } from '../../../contract/api/index.ts';
import { fail, type Retention } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { os } from '../../os.ts';
import { bytesToShow, contentOf } from '../file-content.ts';
import { Restores } from './restores.ts';
import { selected } from './selection.ts';
import { trashRow, TrashShelves, viewName } from './trash-shelves.ts';
import { NEVER } from '../../never.ts';

/** The trash of every pair: its list, looked through from a local copy, and what can be done with it. */
export function trashRouter(context: ServiceContext) {
  const shelves = new TrashShelves(context);
  const restores = new Restores(context, shelves);
  return {
    refresh: os.trash.refresh.handler(async function* ({ input, signal }) {
      const shelf = await shelves.of(input.pair);
      yield* shelf.refresh(signal ?? NEVER);
    }),

    listing: os.trash.listing.handler(async ({ input }) => (await shelves.of(input.pair)).listing()),

    open: os.trash.open.handler(async ({ input: { pair, filter, sort } }) => {
      const shelf = await shelves.of(pair);
      const { view, count, bytes } = await shelf.index.open(inFolder(filter), sort);
      // For the rows to come: the first may be without, rather than wait for a network.
      void shelf.learnRetention();
      return { view: viewName(pair, view), count, bytes };
    }),

    rows: os.trash.rows.handler(async ({ input }) => {
      const { shelf, view } = await shelves.view(input.view);
      return (await shelf.index.rows(view, input.offset, input.limit)).map((row) => trashRow(shelf, row));
    }),

    close: os.trash.close.handler(async ({ input }) => {
      const { shelf, view } = await shelves.view(input.view);
      await shelf.index.close(view);
      return {};
    }),

    facets: os.trash.facets.handler(async ({ input }) => {
      const { fromMs, toMs, ...facets } = await (await shelves.of(input.pair)).index.facets();
      return {
        ...facets,
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      };
    }),

    began: os.trash.began.handler(async ({ input }) => {
      const sinceMs = await (await shelves.of(input.pair)).knownSinceMs();
      return sinceMs === undefined ? {} : { sinceMs };
    }),

    histogram: os.trash.histogram.handler(async ({ input }) => {
      const { shelf, view } = await shelves.view(input.view);
      return shelf.index.histogram(view, input.bars);
    }),

    versions: os.trash.versions.handler(async ({ input }) => {
      const shelf = await shelves.of(input.pair);
      return (await shelf.index.versions(input.path)).map((row) => trashRow(shelf, row));
    }),

    content: os.trash.content.handler(async ({ input: { pair, path, key }, signal }) => {
      const versions = await (await shelves.of(pair)).index.versions(path);
      const version = versions.find((row) => row.key === key);
      if (version === undefined)
        throw fail('not-found', 'this version is not in the trash any more', { path });
      const { size } = version;
      const maxBytes = bytesToShow(size, path);
      return contentOf(await context.pair(pair).engine().bin.read(version, { maxBytes, signal }), size);
    }),

    preview: os.trash.preview.handler(({ input, signal }) => restores.preview(input, signal)),

    previewRows: os.trash.previewRows.handler(({ input }) =>
      restores.previewRows(input.preview, input.offset, input.limit),
    ),

    restore: os.trash.restore.handler(({ input, context: { bug } }) => restores.restore(input, bug)),

    undo: os.trash.undo.handler(({ input, context: { bug } }) => restores.undo(input.undo, bug)),

    runs: os.trash.runs.handler(({ input }) => restores.runs(context.pair(input.pair).config.id)),

    follow: os.trash.follow.handler(async function* ({ input, signal }) {
      yield* restores.follow(input.run, signal ?? NEVER);
    }),

    stop: os.trash.stop.handler(({ input }) => restores.stop(input.run)),

    dismiss: os.trash.dismiss.handler(({ input }) => {
      restores.dismiss(input.run);
      return {};
    }),

    purge: os.trash.purge.handler(async ({ input: { pair, selection, count }, signal }) => {
      if (selection.kind === 'as-of') throw fail('usage', 'versions are purged one by one, not by a time');
      const { bin } = context.pair(pair).engine();
      const versions = await selected(shelves, pair, selection, { newestOnly: false });
      try {
        if (versions.count !== count) {
          throw fail(
            'usage',
            `${versions.count} versions would be deleted for good, not the ${count} that were shown: look again`,
          );
        }
        let [purged, bytes] = [0, 0];
        for await (const { rows, forget } of versions.pages()) {
          const done = await bin.purge({
            paths: [],
            entries: rows,
            ...(signal === undefined ? {} : { signal }),
          });
          purged += done.purged;
          bytes += done.bytes;
          await forget();
        }
        return { purged, bytes };
      } catch (caught) {
        // Some may be gone.
        if (versions.count === count) (await shelves.of(pair)).relist();
        throw caught;
      } finally {
        await versions.close();
      }
    }),

    retention: os.trash.retention.handler(async ({ input, signal }) => {
      const shelf = await shelves.of(input.pair);
      const retention = await context.pair(input.pair).engine().bin.retention(signal);
      shelf.retentionIs(retention);
      return retentionOut(retention);
    }),

    setRetention: os.trash.setRetention.handler(async ({ input: { pair, days }, signal }) => {
      const shelf = await shelves.of(pair);
      const retention = await context
        .pair(pair)
        .engine()
        .bin.setRetention(days ?? undefined, signal);
      shelf.retentionIs(retention);
      return retentionOut(retention);
    }),
  };
}

/** `docs` is meant as `docs/`, not as the beginning of `docs old/` too. */
function inFolder(filter: TrashFilter): TrashFilter {
  const { folder = '' } = filter;
  return folder === '' || folder.endsWith('/') ? filter : { ...filter, folder: `${folder}/` };
}

function retentionOut({ days, expiry, abortUploadDays, otherRules, supported }: Retention): RetentionOut {
  return {
    days: days ?? null,
    expiry: expiry ?? null,
    abortUploadDays: abortUploadDays ?? null,
    otherRules,
    supported,
  };
}
