import { expect } from 'vitest';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS, storedTraits } from '../../sync-engine/engine/probe.ts';
import type { RecycleBin, RestoreRequest, TrashRow } from '../../sync-engine/engine/recycle-bin.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { startRig } from './rig.ts';
import type { Device, DeviceOptions, Rig, RigOptions } from './rig.ts';

/** One device with something to restore. */
export interface BinScene {
  readonly rig: Rig;
  readonly anna: Device;
  readonly bin: RecycleBin;
  /** Syncs, and lets time pass on both sides of it; resolves with the instant between. */
  readonly settle: () => Promise<number>;
}

export async function binScene(options?: RigOptions, ofAnna?: DeviceOptions): Promise<BinScene> {
  const rig = await startRig(options);
  const anna = await rig.device('anna', ofAnna);
  return {
    rig,
    anna,
    bin: createRecycleBin(anna.parts, () => storedTraits(anna.parts) ?? NO_TRAITS),
    async settle() {
      rig.tick();
      const { failures, halted } = await anna.sync();
      expect({ failures, halted }).toEqual({ failures: [], halted: undefined });
      rig.tick();
      return rig.clock.now();
    },
  };
}

export async function rowsOf(
  bin: RecycleBin,
  query?: Parameters<RecycleBin['list']>[0],
): Promise<TrashRow[]> {
  const rows: TrashRow[] = [];
  for await (const row of bin.list(query)) rows.push(row);
  return rows;
}

export async function putText(store: ObjectStore, key: string, text: string): Promise<void> {
  await store.put(key, new TextEncoder().encode(text));
}

/** Restores, and holds what happened against the preview. */
export async function restore(bin: RecycleBin, request: RestoreRequest) {
  const { rows } = await bin.preview(request);
  const report = await bin.restore(request);
  const of = (...actions: string[]): number => rows.filter((row) => actions.includes(row.action)).length;
  expect({ ...report, bytes: 0 }).toEqual({
    restored: of('create', 'overwrite'),
    identical: of('identical'),
    removed: of('remove'),
    bytes: 0,
    failures: [],
  });
  return { rows: Object.fromEntries(rows.map((row) => [row.path, row.action])), report };
}
