import { useCallback, useEffect, useRef, useState } from 'react';
import type { RestoreRun } from '../../../sync-engine/contract/api/index.ts';
import { useClient, useLive } from '../../api/hooks.ts';
import { isUndoable, type UndoableRun } from './run-words.ts';

export interface RestoreRunOfPair {
  /** Under way, or the last that is over, until it is dismissed. */
  readonly run: RestoreRun | undefined;
  /** The others that can still be undone, newest first. */
  readonly earlier: readonly UndoableRun[];
  /** One was asked for, and the answer is still to come. */
  readonly beginning: boolean;
  /** Why the last one that was asked for did not begin. */
  readonly refused: unknown;
  readonly begin: (ask: () => Promise<RestoreRun>) => void;
  readonly stop: () => void;
  /** Puts aside how the last one ended; its undo stays, as one of the earlier. */
  readonly dismiss: () => void;
  /** Forgets why the last one was refused. */
  readonly clear: () => void;
}

/**
 * The restore or undo of a pair. The engine does it whether or not a page looks on: one that is opened later, or is back after a break,
 * finds it where it is by then. `onOver` is called when one comes to its end meanwhile.
 */
export function useRestoreRun(pair: string, onOver: () => void): RestoreRunOfPair {
  const client = useClient();
  const connected = useLive((state) => state.connected);
  /** Newest first. */
  const [all, setAll] = useState<readonly RestoreRun[]>([]);
  const [beginning, setBeginning] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });

  /** Of what was asked last: an answer that was overtaken does not count. */
  const asked = useRef(0);
  const look = useCallback(async () => {
    const at = ++asked.current;
    try {
      const found = await client.trash.runs({ pair });
      if (at === asked.current) setAll(found);
    } catch {
      // Looked for again when the engine is back.
    }
  }, [client, pair]);
  const put = useCallback((run: RestoreRun) => {
    asked.current++;
    setAll((all) =>
      all.some((one) => one.run === run.run)
        ? all.map((one) => (one.run === run.run ? run : one))
        : [run, ...all],
    );
  }, []);
  useEffect(() => {
    if (!connected) return undefined;
    const onFocus = (): void => void look();
    onFocus();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [connected, look]);

  const [last] = all;
  const run = last?.dismissed === true ? undefined : last;
  const running = run?.state === 'running' ? run.run : undefined;
  useEffect(() => {
    if (running === undefined || !connected) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async (): Promise<void> => {
      try {
        for await (const state of await client.trash.follow({ run: running }, { signal })) {
          if (signal.aborted) return;
          put(state);
          if (state.state === 'running') continue;
          over.current();
          // What it took back is undone now.
          await look();
        }
      } catch {
        // The engine was started anew and knows of none, or is away and will be asked again.
        if (!signal.aborted) void look();
      }
    };
    void follow();
    return () => controller.abort();
  }, [client, connected, look, put, running]);

  const begin: RestoreRunOfPair['begin'] = (ask) => {
    setBeginning(true);
    setRefused(undefined);
    const begun = async (): Promise<void> => {
      try {
        put(await ask());
      } catch (caught) {
        setRefused(caught);
        // Another page may have begun one.
        await look();
      } finally {
        setBeginning(false);
      }
    };
    void begun();
  };
  const clear = useCallback(() => setRefused(undefined), []);
  const id = run?.run;
  const stop = useCallback(() => {
    if (id !== undefined) client.trash.stop({ run: id }).catch(() => look());
  }, [client, id, look]);
  const dismiss = useCallback(() => {
    if (run === undefined) return;
    put({ ...run, dismissed: true });
    client.trash.dismiss({ run: run.run }).catch(() => look());
  }, [client, look, put, run]);
  const earlier = all.filter((one) => one.run !== run?.run).filter(isUndoable);
  return { run, earlier, beginning, refused, begin, stop, dismiss, clear };
}
