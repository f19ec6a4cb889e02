import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import { passingOn } from '../s3/tools/proxy.ts';
import type { DeskServer } from '../ui/desk.ts';

export interface RestoreGate {
  /** The embedded store, with the gate before it. */
  readonly s3: DeskServer;
  /** Copies from recycle buckets that wait, and whose client does. */
  readonly waiting: () => number;
  /** Lets everything through. */
  readonly open: () => void;
}

/** A store that lets the first `passing` copies out of recycle buckets through; the others wait until it opens. */
export async function openRestoreGate(passing: number): Promise<RestoreGate> {
  const directory = await mkdtemp(path.join(tmpdir(), 'windlass-gate-'));
  const store = await startLocalStore({ directory });
  const opened = Promise.withResolvers<void>();
  let [left, waiting] = [passing, 0];
  const proxy = await passingOn(store.endpoint, ({ headers, socket }) => {
    const source = String(headers['x-amz-copy-source'] ?? '');
    if (!source.includes('-recycle/') || left-- > 0) return undefined;
    waiting++;
    socket.once('close', () => waiting--);
    return opened.promise;
  });
  onTestFinished(async () => {
    opened.resolve();
    await proxy.close();
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    s3: { endpoint: proxy.endpoint, ...store.credentials },
    waiting: () => waiting,
    open: () => opened.resolve(),
  };
}
