import { useCallback, useEffect, useRef, useState } from 'react';
import type { RestoreRun } from '../../../sync-engine/contract/api/index.ts';
import { useClient, useLive } from '../../api/hooks.ts';

export interface RestoreRunOfPair {
  /** Under way, or the last that is over, until it is dismissed. */
  readonly run: RestoreRun | undefined;
  /** One was asked for, and the answer is still to come. */
  readonly beginning: boolean;
  /** Why the last one that was asked for did not begin. */
  readonly refused: unknown;
  readonly begin: (ask: () => Promise<RestoreRun>) => void;
  readonly stop: () => void;
  /** Forgets how the last one ended. */
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
  const [run, setRun] = useState<RestoreRun>();
  const [beginning, setBeginning] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });

  const look = useCallback(
    () =>
      client.trash.runs({ pair }).then(
        ([last]) => setRun(last),
        () => undefined, // Looked for again when the engine is back.
      ),
    [client, pair],
  );
  useEffect(() => {
    if (!connected) return undefined;
    const onFocus = (): void => void look();
    onFocus();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [connected, look]);

  const running = run?.state === 'running' ? run.run : undefined;
  useEffect(() => {
    if (running === undefined || !connected) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async (): Promise<void> => {
      try {
        for await (const state of await client.trash.follow({ run: running }, { signal })) {
          if (signal.aborted) return;
          setRun(state);
          if (state.state !== 'running') over.current();
        }
      } catch {
        // The engine was started anew and knows of none, or is away and will be asked again.
        if (!signal.aborted) void look();
      }
    };
    void follow();
    return () => controller.abort();
  }, [client, connected, look, running]);

  const begin: RestoreRunOfPair['begin'] = (ask) => {
    setBeginning(true);
    setRefused(undefined);
    const begun = async (): Promise<void> => {
      try {
        setRun(await ask());
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
    setRun(undefined);
    if (id !== undefined) client.trash.dismiss({ run: id }).catch(() => look());
  }, [client, id, look]);
  return { run, beginning, refused, begin, stop, dismiss, clear };
}
