import { DEFAULT_PATTERNS, type Freed } from '../../index.ts';
import type { ServiceContext } from '../context.ts';
import { os } from '../os.ts';
import { localTrashHandlers } from './local-trash.ts';

export function trackingRouter(context: ServiceContext) {
  const trackingOf = (id: string) => context.pair(id).engine().tracking;

  return {
    tree: os.tracking.tree.handler(({ input, signal }) =>
      trackingOf(input.pair).folders(input.path, { signal }),
    ),

    off: os.tracking.off.handler(({ input }) => trackingOf(input.pair).off()),

    ...localTrashHandlers(context),

    /** The configuration comes first: a crash after it finds the folders off, and deletes nothing for their absence. */
    setOff: os.tracking.setOff.handler(async ({ input: { pair: id, off, free }, signal }) => {
      const tracking = trackingOf(id);
      const home = await context.home();
      await home.change((config) => ({
        ...config,
        pairs: config.pairs.map((pair) => (pair.id === id ? { ...pair, off } : pair)),
      }));
      try {
        return told(await tracking.setOff(off, { free, signal }));
      } finally {
        await context.restart(id);
      }
    }),

    left: os.tracking.left.handler(({ input, signal }) => trackingOf(input.pair).left({ signal })),

    free: os.tracking.free.handler(async ({ input: { pair: id, folders }, signal }) => {
      try {
        return told(await trackingOf(id).free(folders, { signal }));
      } finally {
        context.pair(id).wake();
      }
    }),

    ignore: os.tracking.ignore.handler(async ({ input, signal }) => ({
      text: await trackingOf(input.pair).ignoreText({ signal }),
      defaults: DEFAULT_PATTERNS.split('\n').filter((line) => line !== '' && !line.startsWith('# ')),
    })),

    previewIgnore: os.tracking.previewIgnore.handler(({ input, signal }) =>
      trackingOf(input.pair).previewIgnore(input.text, { signal }),
    ),

    setIgnore: os.tracking.setIgnore.handler(async ({ input, signal }) => {
      await trackingOf(input.pair).setIgnoreText(input.text, { signal });
      context.pair(input.pair).wake();
      return {};
    }),
  };
}

function told({ files, bytes, kept }: Freed) {
  return { freedFiles: files, freedBytes: bytes, keptFiles: kept };
}
