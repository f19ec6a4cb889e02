import { useCallback, useRef, useState } from 'react';
import type { RestoreEvent, RestoreReport } from '../../../sync-engine/contract/api/index.ts';

export type RestorePhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly report: RestoreReport }
  /** Stopped by hand: what was done by then stays done. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface RestoreRun {
  readonly phase: RestorePhase;
  /** What runs, or ran last, is an undo. */
  readonly undoes: boolean;
  readonly start: (
    open: (signal: AbortSignal) => Promise<AsyncIterable<RestoreEvent>>,
    undoes?: boolean,
  ) => void;
  readonly stop: () => void;
  /** Forgets how the last one ended. */
  readonly clear: () => void;
}

/** Follows one restore or undo at a time. It goes on when the screen is left; only `stop` ends it early. */
export function useRestoreRun(onReport: (report: RestoreReport) => void): RestoreRun {
  const [phase, setPhase] = useState<RestorePhase>({ kind: 'idle' });
  const [undoes, setUndoes] = useState(false);
  const controller = useRef<AbortController>(undefined);

  const start: RestoreRun['start'] = (open, undoes = false) => {
    const { signal } = (controller.current = new AbortController());
    setUndoes(undoes);
    setPhase({ kind: 'running', done: 0, total: 0 });
    const follow = async (): Promise<void> => {
      try {
        for await (const event of await open(signal)) {
          if (signal.aborted) return;
          if (event.type === 'progress') {
            setPhase({ kind: 'running', done: event.done, total: event.total });
          } else {
            setPhase({ kind: 'done', report: event.report });
            onReport(event.report);
          }
        }
      } catch (error) {
        if (!signal.aborted) setPhase({ kind: 'failed', error });
      }
    };
    void follow();
  };
  const stop = useCallback(() => {
    controller.current?.abort();
    setPhase({ kind: 'stopped' });
  }, []);
  const clear = useCallback(() => setPhase({ kind: 'idle' }), []);
  return { phase, undoes, start, stop, clear };
}
