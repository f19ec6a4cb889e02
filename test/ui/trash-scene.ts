import { expect } from 'vitest';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { contentsOf } from '../engine/rig.ts';
import { openBuckets } from './bucket-store.ts';
import { openDesk, type Desk, type DeskOptions, type DeskPair } from './desk.ts';
import { openPage, type Page, type PageOptions } from './page.ts';
import { eventually } from '../tools/eventually.ts';

/** One pair on a desk, and its trash on a page. */
export interface TrashScene {
  readonly desk: Desk;
  readonly pair: DeskPair;
  readonly recycle: ObjectStore;
  /** Resolves when the pair rests with so many files in step. */
  readonly inStep: (files: number) => Promise<void>;
  readonly open: (options?: PageOptions) => Promise<Page>;
}

export async function openScene(options: DeskOptions = {}): Promise<TrashScene> {
  const desk = await openDesk({ pairs: ['docs'], ...options });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('the desk has no pair');
  return {
    desk,
    pair,
    recycle: openBuckets(desk.s3)(pair.recycle),
    inStep: (files) =>
      eventually(() =>
        expect(desk.service.context.pair(pair.id).state()).toMatchObject({ activity: 'resting', files }),
      ),
    open: (options = {}) => openPage(desk, { at: `/trash/${pair.id}`, ...options }),
  };
}

/** Files of a pair on the disk by their paths, without our own. */
export async function filesOf(pair: DeskPair): Promise<Record<string, string>> {
  const all = Object.entries(await contentsOf(pair.folder));
  return Object.fromEntries(all.filter(([name]) => !name.endsWith('/') && !name.startsWith('.windlass')));
}

export async function diskHolds(pair: DeskPair, files: Readonly<Record<string, string>>): Promise<void> {
  await eventually(async () => expect(await filesOf(pair)).toEqual(files), 200);
}

/** Providers keep births in whole seconds: waits until the next one has gone by, and answers a time between. */
export async function nextSecond(): Promise<number> {
  const now = Date.now();
  await eventually(() => expect(Date.now()).toBeGreaterThan(now + 2_100));
  return Math.ceil((now + 1_000) / 1_000) * 1_000;
}

/** For `<input type="datetime-local">`; pages of tests are in UTC. */
export function localTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** Keys of the recycle bucket, without our own area. */
export async function keysOf(recycle: ObjectStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const page of recycle.list('')) for (const { key } of page) keys.push(key);
  return keys.filter((key) => !key.startsWith('.windlass/'));
}
