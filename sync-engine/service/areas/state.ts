import { activityRow } from '../activity-row.ts';
import type { ServiceContext } from '../context.ts';
import { os } from '../os.ts';
import { NEVER } from '../never.ts';

export function stateRouter(context: ServiceContext) {
  return {
    live: os.live.handler(({ input, signal }) => context.feed.listen(input.since, signal ?? NEVER)),

    activity: os.activity.handler(async ({ input: { pair: id, ...query } }) => {
      const asked = id === undefined ? context.pairs() : [context.pair(id)];
      const rows = await Promise.all(
        asked.map(async (running) => {
          const records = await running.history(query);
          return records.map((record) => activityRow(running.config.id, record));
        }),
      );
      return rows
        .flat()
        .toSorted((a, b) => b.atMs - a.atMs)
        .slice(0, query.limit);
    }),
  };
}
