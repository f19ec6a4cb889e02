import type { ErrorInfo, PairState } from './api/index.ts';

export type NeedKind =
  | 'held' // deletions wait for an answer
  | 'replaced' // another folder is in its place
  | 'signIn'
  | 'locked' // the file with the keys waits for its passphrase
  | 'permission'
  | 'folder'
  | 'moved' // the folder is not where it was
  | 'bucket'
  | 'halted'
  | 'conflicts'
  | 'problems'
  | 'offline';

/** Something about one pair that a person should look at. */
export interface Need {
  readonly kind: NeedKind;
  readonly pair: PairState;
  /** Others that one answer helps too; absent without any. */
  readonly also?: readonly PairState[];
  /** How many deletions, conflicts or files; 1 for what concerns the whole pair. */
  readonly count: number;
  /** Why nothing moves. */
  readonly error?: ErrorInfo;
}

/** The most urgent first: what waits for a person, what stops a whole pair, even if it passes by itself, what concerns single files. */
const URGENCY: readonly NeedKind[] = [
  'held',
  'replaced',
  'signIn',
  'locked',
  'folder',
  'moved',
  'bucket',
  'permission',
  'halted',
  'offline',
  'conflicts',
  'problems',
];

/** What a halt is about, by its code; others are just a halt. `undefined` is none: a pair that is still being opened. */
const HALTS: Readonly<Record<string, NeedKind | undefined>> = {
  'credentials-missing': 'signIn',
  'credentials-invalid': 'signIn',
  'credentials-expired': 'signIn',
  'secret-store-unavailable': 'signIn',
  'passphrase-missing': 'locked',
  'passphrase-wrong': 'locked',
  'secret-file-damaged': 'signIn',
  'access-denied': 'permission',
  'root-missing': 'moved',
  'root-emptied': 'folder',
  'root-replaced': 'replaced',
  'local-denied': 'folder',
  'bucket-missing': 'bucket',
  'bucket-wrong': 'bucket',
  'bucket-emptied': 'bucket',
  network: 'offline',
  timeout: 'offline',
  throttled: 'offline',
  'server-error': 'offline',
  'listing-incomplete': 'offline',
  aborted: undefined,
};

/**
 * Everything that needs attention, over all pairs, the most urgent first: what the first screen lists, and what the desktop's tray and
 * notifications go by.
 */
export function needsOf(pairs: readonly PairState[]): readonly Need[] {
  const needs = pairs.flatMap(ofPair).toSorted((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind));
  return withOnePassphrase(needs);
}

/** There is one file with keys: its passphrase is asked for once. */
function withOnePassphrase(needs: readonly Need[]): readonly Need[] {
  const [first, ...others] = needs.filter(({ kind }) => kind === 'locked');
  if (first === undefined || others.length === 0) return needs;
  const one: Need = { ...first, also: others.map(({ pair }) => pair) };
  return needs.filter(({ kind }) => kind !== 'locked').toSpliced(needs.indexOf(first), 0, one);
}

function ofPair(pair: PairState): readonly Need[] {
  const { activity, halted, held, conflicts, blocked, failed } = pair;
  const needs: Need[] = [];
  const halt = halted === undefined ? undefined : haltKind(halted.code);
  // Nothing would move while it is paused, network or not.
  const passes = halt === 'offline' && activity === 'paused';
  if (halt !== undefined && halted !== undefined && !passes)
    needs.push({ kind: halt, pair, count: 1, error: halted });
  // A folder that was replaced is the one thing held then.
  if (held > 0 && halt !== 'replaced') needs.push({ kind: 'held', pair, count: held });
  if (conflicts > 0) needs.push({ kind: 'conflicts', pair, count: conflicts });
  if (blocked + failed > 0) needs.push({ kind: 'problems', pair, count: blocked + failed });
  return needs;
}

function haltKind(code: string): NeedKind | undefined {
  return code in HALTS ? HALTS[code] : 'halted';
}
