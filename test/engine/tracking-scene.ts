import { expect } from 'vitest';
import type { PairEngine } from '../../sync-engine/engine/engine.ts';
import type { SessionTiming } from '../../sync-engine/engine/session.ts';
import { startRig } from './rig.ts';
import type { Device, Rig } from './rig.ts';

export const RARELY: SessionTiming = { pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 };
export const FILES = { 'a.txt': 'a', 'big/b.txt': 'bb', 'big/deep/c.txt': 'ccc', 'kept/d.txt': 'dddd' };

export interface Scene {
  readonly rig: Rig;
  readonly anna: Device;
  readonly ben: Device;
  /** Anna's; another one after `reopen`. */
  readonly engine: PairEngine;
}

/** Two devices in step. */
export async function scene(files: Readonly<Record<string, string>> = FILES): Promise<Scene> {
  const rig = await startRig({ prefix: 'p/' });
  const anna = await rig.device('anna');
  const ben = await rig.device('ben');
  for (const [name, text] of Object.entries(files)) await anna.write(name, text);
  const engine = anna.engine(RARELY);
  await inStep(rig, engine, ben);
  return { rig, anna, ben, engine };
}

/** Syncs through engines, which know what is off, and through devices. */
export async function inStep(rig: Rig, ...parties: readonly (PairEngine | Device)[]): Promise<void> {
  for (const party of parties) {
    rig.tick();
    expect(await party.sync()).toMatchObject({ failures: [], failed: 0, held: 0 });
  }
}

/** The pair opened again with these folders off by its configuration, as by a new process. */
export async function reopened({ anna }: Scene, off: readonly string[]): Promise<PairEngine> {
  await anna.restart({ off });
  return anna.engine(RARELY);
}

export const filesOf = (contents: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(contents).filter(([name]) => !name.endsWith('/')));

export const below = (prefix: string, texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}${name}`, text]));
