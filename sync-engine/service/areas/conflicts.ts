import type { ConflictSide } from '../../contract/api/index.ts';
import { describeError } from '../../contract/events.ts';
import type { ConflictView } from '../../index.ts';
import type { ServiceContext } from '../context.ts';
import { os } from '../os.ts';
import { bytesToShow, contentOf } from './file-content.ts';

export function conflictsRouter(context: ServiceContext) {
  return {
    list: os.conflicts.list.handler(async ({ input, signal }) => {
      const views = await context.pair(input.pair).engine().viewConflicts({ signal });
      return views.map(({ record, mine, theirs, version }) => ({
        id: idOf(version, record.copyId),
        path: record.path,
        atMs: record.atMs,
        ...(mine === undefined ? {} : { mine: sideOf(mine) }),
        ...(theirs === undefined ? {} : { theirs: sideOf(theirs) }),
      }));
    }),

    content: os.conflicts.content.handler(async ({ input: { pair: id, side, ...input }, signal }) => {
      const { copyId } = partsOf(input.id);
      const content = await context
        .pair(id)
        .engine()
        .readConflict(copyId, { side, signal, maxBytes: bytesToShow });
      return contentOf(content.bytes, content.size);
    }),

    resolve: os.conflicts.resolve.handler(async ({ input: { pair: id, ids, choice }, signal }) => {
      const running = context.pair(id);
      const picks = ids.map((listed) => ({ ...partsOf(listed), choice }));
      try {
        const { resolved, failures } = await running.engine().resolveConflicts(picks, { signal });
        return {
          resolved,
          failures: failures.map(({ path, error }) => ({ path, error: describeError(error) })),
        };
      } finally {
        running.wake();
      }
    }),
  };
}

function sideOf({ file, device }: NonNullable<ConflictView['mine']>): ConflictSide {
  const { size, mtimeNs } = file.stamp;
  return {
    path: file.path,
    size,
    modifiedMs: Number(mtimeNs / 1_000_000n),
    ...(device === undefined ? {} : { device }),
  };
}

/** The versions are part of the name, so that what is settled is what was looked at. No version holds a line break. */
function idOf(version: string, copyId: string): string {
  return `${version}\n${copyId}`;
}

function partsOf(id: string): { readonly copyId: string; readonly version: string } {
  const end = id.indexOf('\n');
  return { version: id.slice(0, Math.max(end, 0)), copyId: id.slice(end + 1) };
}
