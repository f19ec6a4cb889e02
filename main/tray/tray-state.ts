import type { AppState, PairState } from '../../sync-engine/contract/api/index.ts';
import type { EngineNote } from '../../sync-engine/contract/desktop-messages.ts';

/** How things are, in one word; each has an icon of its own shape. */
export type TrayState = 'in-step' | 'working' | 'paused' | 'attention' | 'offline';

export const TRAY_STATES: readonly TrayState[] = ['in-step', 'working', 'paused', 'attention', 'offline'];

/** Codes of halts that end when the network is back, with nothing to do for anybody. */
const OFFLINE: ReadonlySet<string> = new Set(['network', 'timeout', 'throttled', 'server-error']);

/** What needs a person comes first; then what does not work; then what is under way. */
export function trayState(note: EngineNote, state: AppState | undefined): TrayState {
  if (note.state === 'restarting' && note.fault !== undefined) return 'attention';
  if (note.state !== 'running' || state === undefined) return 'offline';
  const { pairs } = state;
  if (pairs.some(needsAttention)) return 'attention';
  if (pairs.length > 0 && pairs.every(({ activity }) => activity === 'paused')) return 'paused';
  if (pairs.some((pair) => pair.activity !== 'paused' && isOffline(pair))) return 'offline';
  return pairs.some(isWorking) ? 'working' : 'in-step';
}

/** Something waits for a person: deletions held, conflicts, blocked files, or a halt that nothing but a person ends. */
export function needsAttention(pair: PairState): boolean {
  return pair.conflicts + pair.held + pair.blocked > 0 || isHalted(pair);
}

/** A halt that nothing but a person ends; `aborted` is a pair that is still being opened. */
export function isHalted({ halted }: PairState): boolean {
  return halted !== undefined && halted.code !== 'aborted' && !OFFLINE.has(halted.code);
}

function isOffline({ halted }: PairState): boolean {
  return halted !== undefined && OFFLINE.has(halted.code);
}

/** Looking for changes is no work worth showing: it happens every minute. The first look is, since nothing is known before. */
function isWorking({ activity, settled, transfers, progress }: PairState): boolean {
  if (activity === 'paused') return false;
  return (
    !settled ||
    activity === 'working' ||
    (activity === 'looking' && (transfers.length > 0 || progress !== undefined))
  );
}
