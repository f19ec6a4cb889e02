import { rm } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished } from 'vitest';
import type {
  RestoreReport,
  RestoreRun,
  TrashFilter,
  TrashListing,
  TrashRow,
} from '../../sync-engine/contract/api/index.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { openService } from '../../sync-engine/service/service.ts';
import { contentsOf } from '../engine/rig.ts';
import { openBuckets } from '../ui/bucket-store.ts';
import { openDesk, type Desk, type DeskOptions } from '../ui/desk.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';
import { eventually } from '../tools/eventually.ts';

export const NEWEST = { by: 'deletedAt', descending: true } as const;
const BY_PATH = { by: 'path', descending: false } as const;

/** One device whose service runs a pair on the embedded store, and its trash through the contract. */
export async function openTrash(options: DeskOptions = {}) {
  return trashOf(await openDesk({ pairs: ['docs'], ...options }));
}

/** The trash of a desk's first pair. */
export function trashOf(desk: Desk) {
  const [docs] = desk.pairs;
  if (docs === undefined) throw new Error('the desk has no pair');
  const { trash } = createRouterClient(desk.service.router);
  const bucket = openBuckets(desk.s3);
  const pair = docs.id;
  const [files, recycle] = [bucket(docs.bucket), bucket(docs.recycle)];

  const refresh = async (): Promise<TrashListing | undefined> => {
    let last: TrashListing | undefined;
    for await (const listing of await trash.refresh({ pair })) last = listing;
    return last;
  };
  /** How a run ended. */
  const outcome = async ({ run }: Pick<RestoreRun, 'run'>): Promise<RestoreRun> => {
    let last: RestoreRun | undefined;
    for await (const state of await trash.follow({ run })) last = state;
    if (last === undefined) throw new Error('whoever follows a run hears at least how it is');
    return last;
  };
  const rows = async (filter: TrashFilter = {}): Promise<readonly TrashRow[]> => {
    const { view, count } = await trash.open({ pair, filter, sort: BY_PATH });
    const found = await trash.rows({ view, offset: 0, limit: 1000 });
    expect(found).toHaveLength(count);
    return found;
  };
  return {
    desk,
    docs,
    trash,
    pair,
    files,
    recycle,
    refresh,
    rows,
    /** Resolves when folder and bucket hold just these files. */
    inStep: (content: Record<string, string>) =>
      eventually(async () => {
        const onDisk = Object.entries(await contentsOf(docs.folder)).filter(([name]) => !name.endsWith('/'));
        expect(Object.fromEntries(onDisk)).toEqual(content);
        expect(await textOf(files)).toEqual(content);
        expect(desk.service.context.pair(pair).state().activity).toBe('resting');
      }),
    remove: (name: string) => rm(docs.at(name), { recursive: true }),
    /** Waits until a second of the provider's clock has gone by: births may be kept in whole ones. */
    async nextSecond(): Promise<number> {
      const now = Date.now();
      await eventually(() => expect(Date.now()).toBeGreaterThan(now + 1_100));
      return now + 1_050;
    },
    outcome,
    restore: async (preview: string, removes?: number) =>
      reportOf(
        await outcome(await trash.restore({ preview, ...(removes === undefined ? {} : { removes }) })),
      ),
    undo: async (undo: string) => reportOf(await outcome(await trash.undo({ undo }))),
  };
}

export type Trash = Awaited<ReturnType<typeof openTrash>>;

export function reportOf(run: RestoreRun): RestoreReport {
  if (run.state !== 'ended') throw new Error(`the run has ${run.state}`);
  return run.report;
}

/** The next service of the same desk. */
export async function startAgain(scene: Pick<Trash, 'desk'>) {
  const { desk } = scene;
  await desk.service.close();
  const service = await openService({ parts: { env: desk.env }, host: BROWSER_HOST });
  onTestFinished(() => service.close());
  const next = trashOf({ ...desk, service });
  return { ...next, runs: () => next.trash.runs({ pair: next.pair }) };
}

export function undoOf(run: RestoreRun | undefined): string {
  if (run === undefined || run.state === 'running') throw new Error('the run is not over');
  return run.report.undo ?? '';
}

/** Texts by key; our own area and folders are left out. */
export async function textOf(store: ObjectStore): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const page of store.list('')) {
    for (const { key } of page) {
      if (key.startsWith('.windlass/') || key.endsWith('/')) continue;
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await store.get(key)).body) chunks.push(chunk);
      found[key] = Buffer.concat(chunks).toString();
    }
  }
  return found;
}

export const code = (expected: string): unknown =>
  expect.objectContaining({ data: expect.objectContaining({ code: expected }) });
