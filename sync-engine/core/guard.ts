import type { Decision } from './decision.ts';

/**
 * Rules that hold deletions back until the user has spoken. They count what a plan would delete on each side after renames
 * have been matched, with what was deleted within the last hour: a long row of deletions is seen in many looks, each of which
 * has few. `approved` paths do not count.
 */
export type GuardName = 'mass-delete' | 'root-emptied' | 'bucket-emptied';

/** Held above this many files, when they are also more than the share below. Source: design.md, rule 3. */
export const MASS_DELETE_FILES = 20;
export const MASS_DELETE_SHARE = 0.25;
/** Held above this many files whatever the share. Source: design.md, rule 3. */
export const MASS_DELETE_MOST = 1000;
/** Deletions within this time count as one, in milliseconds. */
export const GUARD_WINDOW_MS = 60 * 60 * 1000;
/** A side that lost everything is held from this many files on: one file deleted by hand is no emptied folder. */
export const EMPTIED_FROM = 2;

export interface GuardInput {
  readonly decisions: readonly Decision[];
  /** Files in the baseline: the size of the pair. */
  readonly baselineFiles: number;
  readonly localFiles: number;
  readonly remoteFiles: number;
  /** Files deleted within the window without approval; the baseline has them no more. */
  readonly lately: FilesBySide;
  /** Files held already that this plan does not see, because it comes of a look at some places only. */
  readonly waiting: FilesBySide;
  /** True when the user has already said yes to this deletion. */
  readonly approved: (made: Decision, direction: DeleteDirection) => boolean;
}

/** The side on which something would be deleted. */
export type DeleteDirection = 'local' | 'remote';

export type FilesBySide = Readonly<Record<DeleteDirection, number>>;

export interface GuardResult {
  /** What may run. */
  readonly passed: readonly Decision[];
  readonly held: readonly HeldDecision[];
}

export interface HeldDecision {
  readonly decision: Decision;
  readonly direction: DeleteDirection;
  readonly guard: GuardName;
}

/** Splits a plan's decisions into what may run and what is held. Everything that deletes nothing passes. */
export function guard(input: GuardInput): GuardResult {
  const rules = {
    local: rule(input, 'local'),
    remote: rule(input, 'remote'),
  };
  if (rules.local === undefined && rules.remote === undefined) return { passed: input.decisions, held: [] };
  const passed: Decision[] = [];
  const held: HeldDecision[] = [];
  for (const made of input.decisions) {
    const direction = deletes(made);
    const name = direction === undefined ? undefined : rules[direction];
    if (direction === undefined || name === undefined || input.approved(made, direction)) passed.push(made);
    else held.push({ decision: made, direction, guard: name });
  }
  return { passed, held };
}

/** The side a decision deletes on; undefined when it deletes nothing. */
export function deletes(made: Decision): DeleteDirection | undefined {
  switch (made.code) {
    case 'recycle':
    case 'folder-recycle':
      return 'remote';
    case 'trash':
    case 'folder-remove':
    case 'folder-prune':
      return 'local';
    default:
      return undefined;
  }
}

function rule(input: GuardInput, direction: DeleteDirection): GuardName | undefined {
  let files = 0;
  let unapproved = 0;
  for (const made of input.decisions) {
    if (deletes(made) !== direction || made.base?.kind !== 'file') continue;
    files++;
    if (!input.approved(made, direction)) unapproved++;
  }
  if (unapproved === 0) return undefined;
  const left = direction === 'remote' ? input.localFiles : input.remoteFiles;
  // The window does not widen this rule: a folder that takes in one file at a time, and gives it away, is emptied all day.
  if (left === 0 && files >= EMPTIED_FROM) return direction === 'remote' ? 'root-emptied' : 'bucket-emptied';
  const gone = input.lately[direction];
  const counted = unapproved + input.waiting[direction] + gone;
  const many = counted > MASS_DELETE_FILES && counted > (input.baselineFiles + gone) * MASS_DELETE_SHARE;
  return many || counted > MASS_DELETE_MOST ? 'mass-delete' : undefined;
}
