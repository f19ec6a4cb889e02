import type { AppState, LiveEvent } from './api/index.ts';
import { assertNever } from './assert-never.ts';

/** The state after one event; undefined until the first snapshot has come. */
export function applyLive(state: AppState | undefined, event: LiveEvent): AppState | undefined {
  if (event.type === 'snapshot') return event.state;
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'pair': {
      const known = state.pairs.some(({ id }) => id === event.pair.id);
      const pairs = known
        ? state.pairs.map((pair) => (pair.id === event.pair.id ? event.pair : pair))
        : [...state.pairs, event.pair];
      return { ...state, pairs };
    }
    case 'pair-removed':
      return { ...state, pairs: state.pairs.filter(({ id }) => id !== event.id) };
    case 'settings':
      return { ...state, settings: event.settings };
    case 'activity':
      return state;
    default:
      return assertNever(event);
  }
}
