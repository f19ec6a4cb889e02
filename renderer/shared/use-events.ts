import { useCallback, useEffect, useRef, useState } from 'react';

export interface Followed<T> {
  readonly events: readonly T[];
  readonly ended: boolean;
  /** What was caught; undefined while all is well. */
  readonly error: unknown;
  /** Begins anew. */
  readonly again: () => void;
}

interface State<T> {
  readonly events: readonly T[];
  readonly ended: boolean;
  readonly error: unknown;
}

const NOTHING = { events: [], ended: false, error: undefined } as const;

/**
 * Follows what the engine tells step by step, from the moment the component is there until it goes, which ends the work too.
 * `open` is the one of the moment a run begins. With `known`, what an earlier run told stands until `again`.
 */
export function useEvents<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  known?: readonly T[],
): Followed<T> {
  const [run, setRun] = useState(0);
  const [state, setState] = useState<State<T>>(
    known === undefined ? NOTHING : { events: known, ended: true, error: undefined },
  );
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  const [toldBefore] = useState(known !== undefined);
  const wanted = !toldBefore || run > 0;
  useEffect(() => {
    if (!wanted) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    setState(NOTHING);
    const follow = async (): Promise<void> => {
      try {
        for await (const event of await latest.current(signal)) {
          if (signal.aborted) return;
          setState((state) => ({ ...state, events: [...state.events, event] }));
        }
        if (!signal.aborted) setState((state) => ({ ...state, ended: true }));
      } catch (error) {
        if (!signal.aborted) setState((state) => ({ ...state, ended: true, error }));
      }
    };
    void follow();
    return () => controller.abort();
  }, [run, wanted]);
  return { ...state, again: useCallback(() => setRun((run) => run + 1), []) };
}
