import { LOCAL_TRASH_DAYS, openLocalTrash } from '../../index.ts';
import type { ServiceContext } from '../context.ts';
import { os } from '../os.ts';

/** What of a pair is in the trash of this computer, and its end. */
export function localTrashHandlers(context: ServiceContext) {
  return {
    localTrash: os.tracking.localTrash.handler(async ({ input }) => {
      const { folder, retentionDays } = context.pair(input.pair).config;
      const untilMs = Date.now();
      const found = await (await openLocalTrash(folder)).list();
      return {
        days: retentionDays ?? LOCAL_TRASH_DAYS,
        files: found.length,
        bytes: found.reduce((sum, { size }) => sum + size, 0),
        untilMs,
      };
    }),

    emptyLocalTrash: os.tracking.emptyLocalTrash.handler(async ({ input: { pair, untilMs } }) => {
      const trash = await openLocalTrash(context.pair(pair).config.folder);
      return { purged: await trash.purge(untilMs) };
    }),
  };
}
