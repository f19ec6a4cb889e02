import type { ActivityRow, AppState, LiveEvent } from '../../sync-engine/contract/api/index.ts';
import { applyLive } from '../../sync-engine/contract/apply-live.ts';

/** What the page knows of the engine now. */
export interface LiveState {
  readonly connected: boolean;
  /** The engine is there, and does not let this page in any more: it was started anew, with another link. */
  readonly shutOut: boolean;
  /** Undefined until the first answer. */
  readonly app: AppState | undefined;
  /** What happened since the page was opened, newest first, the last few hundred. */
  readonly recent: readonly ActivityRow[];
}

const KEPT_ROWS = 300;

/** The engine's state as it is told, for `useSyncExternalStore`. */
export class LiveStore {
  private state: LiveState = { connected: false, shutOut: false, app: undefined, recent: [] };
  private readonly listeners = new Set<() => void>();
  /** Of the last event taken in. */
  seq: number | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): LiveState => this.state;

  /** The engine is heard again, though nothing may have happened meanwhile. */
  setBack(): void {
    const { state } = this;
    if (!state.connected && state.app !== undefined) this.set({ ...state, connected: true, shutOut: false });
  }

  setAway(shutOut: boolean): void {
    const { state } = this;
    if (state.connected || state.shutOut !== shutOut) this.set({ ...state, connected: false, shutOut });
  }

  apply(event: LiveEvent): void {
    this.seq = event.seq;
    this.set({ ...this.after(event), connected: true, shutOut: false });
  }

  private after(event: LiveEvent): LiveState {
    const { state } = this;
    if (event.type === 'activity') {
      return { ...state, recent: [...event.rows, ...state.recent].slice(0, KEPT_ROWS) };
    }
    return { ...state, app: applyLive(state.app, event) };
  }

  private set(next: LiveState): void {
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
