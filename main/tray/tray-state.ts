import type { AppState } from '../../sync-engine/contract/api/index.ts';
import type { EngineNote } from '../../sync-engine/contract/desktop-messages.ts';
import { situationOf, type Mood } from '../../sync-engine/contract/situation.ts';

/** How things are, in one word; each has an icon of its own shape. */
export type TrayState = 'in-step' | 'working' | 'paused' | 'attention' | 'offline';

export const TRAY_STATES: readonly TrayState[] = ['in-step', 'working', 'paused', 'attention', 'offline'];

const STATES: Readonly<Record<Mood, TrayState>> = {
  empty: 'in-step',
  good: 'in-step',
  attention: 'attention',
  stopped: 'attention',
  offline: 'offline',
  working: 'working',
  looking: 'working',
  paused: 'paused',
};

/** What the first screen says, in one word; without an engine that there is none. */
export function trayState(note: EngineNote, state: AppState | undefined): TrayState {
  if (note.state === 'restarting' && note.fault !== undefined) return 'attention';
  if (note.state !== 'running' || state === undefined) return 'offline';
  return STATES[situationOf(state.pairs).mood];
}
