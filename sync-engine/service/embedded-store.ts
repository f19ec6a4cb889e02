import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalStore } from '../local-store/index.ts';
import { createBuckets, fail, openHome, type EmbeddedStore, type Environment } from '../index.ts';

/** The buckets every embedded store has: for files, and for what is deleted of them. */
export const EMBEDDED_BUCKETS = { files: 'files', recycle: 'recycle' } as const;

/** How long to wait for a store that another process is just starting or putting away (milliseconds). */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 100;
/** How often one who uses another process's store looks whether it is gone (milliseconds). */
const TAKE_OVER_MS = 1_000;

/** Lends a home's embedded store to what is opened in this process. */
export interface EmbeddedStoreLender {
  /** Starts the store at the first call, or finds the one that another process has running. */
  lend(): Promise<EmbeddedStore>;
  close(): Promise<void>;
}

/**
 * The embedded store of one home, in its state folder. One process serves it; others use it over loopback, and when that process
 * ends, one of them serves it on the same port, so that what they have open goes on.
 */
export function createEmbeddedStoreLender(env: Environment): EmbeddedStoreLender {
  let lent: Promise<EmbeddedStore> | undefined;
  let store: LocalStore | undefined;
  let watch: NodeJS.Timeout | undefined;
  let taking: Promise<void> = Promise.resolve();
  let closed = false;

  const folder = async (): Promise<string> => path.join((await openHome(env)).paths.state, 'embedded-store');

  const takeOver = async (directory: string): Promise<void> => {
    const found = await serve(directory);
    if (found === undefined) return;
    clearInterval(watch);
    store = found;
    if (closed) await found.close();
  };

  const begin = async (): Promise<EmbeddedStore> => {
    const directory = await folder();
    const deadline = Date.now() + PATIENCE_MS;
    do {
      store = await serve(directory);
      if (store !== undefined) {
        await createBuckets(
          { endpoint: store.endpoint, ...store.credentials },
          Object.values(EMBEDDED_BUCKETS),
        );
        return { endpoint: store.endpoint, keys: store.credentials };
      }
      const served = await servedElsewhere(directory);
      if (served !== undefined) {
        watch = setInterval(() => {
          taking = taking.then(() => takeOver(directory)).catch(() => undefined);
        }, TAKE_OVER_MS).unref();
        return served;
      }
      await delay(AGAIN_MS);
    } while (Date.now() < deadline);
    throw fail('timeout', `another process uses the embedded store in ${directory}, and does not answer`);
  };

  return {
    lend() {
      lent ??= begin().catch((caught: unknown) => {
        lent = undefined;
        throw caught;
      });
      return lent;
    },
    async close() {
      closed = true;
      clearInterval(watch);
      await lent?.catch(() => undefined);
      await taking;
      await store?.close();
    },
  };
}

/** Undefined while another process serves it. */
async function serve(directory: string): Promise<LocalStore | undefined> {
  const { startLocalStore, StoreInUseError } = await import('../local-store/index.ts');
  const start = (port: number): Promise<LocalStore> => startLocalStore({ directory, port });
  try {
    const store = await start(await lastPort(directory)).catch((caught: unknown) => {
      // Somebody else has the port by now.
      if ((caught as NodeJS.ErrnoException).code === 'EADDRINUSE') return start(0);
      throw caught;
    });
    await writeFile(portFile(directory), String(store.port));
    return store;
  } catch (caught) {
    if (caught instanceof StoreInUseError) return undefined;
    throw caught;
  }
}

/** Undefined while nobody answers. */
async function servedElsewhere(directory: string): Promise<EmbeddedStore | undefined> {
  const port = await lastPort(directory);
  if (port === 0) return undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return undefined;
  }
  const { loadCredentials } = await import('../local-store/index.ts');
  return { endpoint, keys: loadCredentials(directory) };
}

/** The port it was served on last, 0 for none: accounts that are open stay right when another process takes over. */
async function lastPort(directory: string): Promise<number> {
  const text = await readFile(portFile(directory), 'utf8').catch(() => '');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

function portFile(directory: string): string {
  return path.join(directory, 'port');
}
