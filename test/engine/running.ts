import { expect, onTestFinished } from 'vitest';
import type { RunOptions, Session } from '../../sync-engine/engine/engine.ts';
import type { SyncReport } from '../../sync-engine/engine/pair.ts';
import type { SessionTiming } from '../../sync-engine/engine/session.ts';
import type { Watcher } from '../../sync-engine/ports/watcher.ts';
import type { Device, DeviceOptions, Rig } from './rig.ts';
import { startRig } from './rig.ts';
import { eventually } from '../tools/eventually.ts';

/** Polls often enough for a test, and rescans so rarely that a test does not see it. */
export const BRISK: SessionTiming = { pollMinMs: 150, pollMaxMs: 600, rescanMs: 3_600_000 };
/** Neither polls nor rescans within a test: what happens, the watcher brought about. */
export const BY_EVENTS: SessionTiming = { pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 };

export interface Running {
  readonly session: Session;
  readonly reports: SyncReport[];
}

/** Runs a pair until the test ends; resolves after the first look. */
export async function running(
  device: Device,
  timing: SessionTiming,
  options: RunOptions & { readonly watcher?: Watcher } = {},
): Promise<Running> {
  const reports: SyncReport[] = [];
  const { watcher, ...run } = options;
  const session = device
    .engine(timing, watcher)
    .run({ ...run, onReport: (report) => void reports.push(report) });
  onTestFinished(() => session.stop());
  await until(() => reports.length > 0);
  return { session, reports };
}

/** Waits for a condition. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await eventually(async () => expect(await condition()).toBe(true), 10);
}

export const holds = (rig: Rig, key: string, text: string) => async () =>
  (await rig.objects(rig.files))[key] === text;

export const operations = (rig: Rig, from: number): readonly (string | undefined)[] =>
  rig.requests.slice(from).map(({ operation }) => operation);

export async function fresh(
  options: DeviceOptions = {},
): Promise<{ readonly rig: Rig; readonly device: Device }> {
  const rig = await startRig();
  return { rig, device: await rig.device('anna', options) };
}
