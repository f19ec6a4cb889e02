import { identityOf } from '../../core/path.ts';
import type { BucketTraits } from '../../ports/object-store.ts';
import type { PairContext, PairParts } from '../pair.ts';
import { readDevices } from '../device-registry.ts';
import type { RecycleBin } from '../recycle-bin.ts';
import { purge } from './purge.ts';
import { readVersion } from './read-version.ts';
import { carryOut, planOf, rowsOfPlan } from './restore-plan.ts';
import { planUndo, rowsOfUndo, undoAll } from './undo.ts';
import { readRetention, writeRetention } from './retention.ts';
import { trashRows, trashRowsAsOf } from './rows.ts';

/** The recycle bucket of a pair. It works beside a running engine, also with an index opened as a guest. */
export function createRecycleBin(parts: PairParts, traits: () => BucketTraits): RecycleBin {
  const contextOf = (signal = new AbortController().signal): PairContext => ({
    ...parts,
    traits: traits(),
    signal,
    events: () => undefined,
  });
  return {
    list(query = {}) {
      const { asOfMs } = query;
      const context = contextOf(query.signal);
      return asOfMs === undefined ? trashRows(context, query) : trashRowsAsOf(context, query, asOfMs);
    },

    async preview(request) {
      return { rows: rowsOfPlan(await planOf(contextOf(request.signal), request)) };
    },

    async restore(request) {
      const context = contextOf(request.signal);
      return await carryOut(context, await planOf(context, request), request);
    },

    async prepare(request) {
      const plan = await planOf(contextOf(request.signal), request);
      return {
        rows: rowsOfPlan(plan),
        run: (watch = {}) => carryOut(contextOf(watch.signal), plan, watch),
      };
    },

    async prepareUndo(changes, signal) {
      const plan = await planUndo(contextOf(signal), changes);
      return {
        rows: rowsOfUndo(plan),
        run: (watch = {}) => undoAll(contextOf(watch.signal), plan, watch),
      };
    },

    read: (version, { maxBytes, signal }) => readVersion(contextOf(signal), version, maxBytes),

    isBack: (path) => parts.index.baseline(identityOf(path, parts.tree.traits)) !== undefined,
    devices: (signal) => readDevices(contextOf(signal)),
    purge: (request) => purge(contextOf(request.signal), request),
    retention: (signal) => readRetention(contextOf(signal)),
    setRetention: (days, signal) => writeRetention(contextOf(signal), days),
  };
}
