import { leavesLocal, placesLocally } from './decide.ts';
import type { DecisionCode, LocalFolderState } from './decide.ts';
import type { Decision } from './decision.ts';
import { bareOf, isFolderPath } from './path.ts';

/** What the three streams hold at one path. */
export type Known = Pick<Decision, 'id' | 'local' | 'remote' | 'base'>;

/**
 * A path whose decision may still change, or whose subtree is open. A file `a` stays open until everything that could sort
 * below `a/` has passed: only then is it known whether the other side has a folder of the same name.
 */
export interface Frame extends Known {
  /** What lies below starts with this. */
  readonly region: string;
  readonly decision: Decision | undefined;
  /** Absence below tells nothing: this could not be listed, or is now something else (a symlink), or clashes with another. */
  readonly hides: boolean;
  /** Something below will be on the local side after this plan. */
  survivors: boolean;
  /** One of the survivors is synced: it implies this folder wherever it goes. */
  syncedSurvivors: boolean;
  /** Something below may be: it is still to be inspected. */
  undecided: boolean;
  /** One of the survivors is in the bucket now. */
  remoteSurvivors: boolean;
  /** Something below is put on the local side by this plan. */
  arrivals: boolean;
  /** Something below is deleted locally by this plan. */
  removals: boolean;
}

/** Opens a path, with nothing below it yet; `decision` may change when it closes. */
export function openFrame(known: Known, hides: boolean, decision: Decision | undefined): Frame {
  const { id, local, remote, base } = known;
  return {
    id,
    region: isFolderPath(id) ? id : `${id}/`,
    decision,
    local,
    remote,
    base,
    hides,
    survivors: false,
    syncedSurvivors: false,
    undecided: false,
    remoteSurvivors: false,
    arrivals: false,
    removals: false,
  };
}

/** Whether something at or after `id` may still lie below an open frame. */
export function mayHold(open: Frame, id: string): boolean {
  if (isFolderPath(open.id)) return id.startsWith(open.region);
  const bare = bareOf(open.region);
  return id.startsWith(bare) && (id.length === bare.length || id.charCodeAt(bare.length) <= 0x2f);
}

const REMOVES_LOCALLY: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'trash',
  'folder-remove',
  'folder-prune',
]);

/** Tells the frame around it what `closed` leaves behind, `code` being what was decided of it in the end. */
export function passUp(parent: Frame, closed: Frame, code: DecisionCode): void {
  // Of a file that may only have been touched, and is gone remotely, nobody knows yet: its folder is pruned if it goes, and
  // refuses to be if it stays.
  const undecided = code === 'inspect' && closed.remote === undefined;
  const stays = !undecided && leavesLocal(code, closed.local !== undefined);
  const removed = undecided || REMOVES_LOCALLY.has(code);
  parent.survivors ||= stays || closed.survivors;
  parent.syncedSurvivors ||= closed.syncedSurvivors || (stays && closed.local?.kind !== 'blocked');
  parent.undecided ||= undecided || closed.undecided;
  parent.remoteSurvivors ||= closed.remoteSurvivors || (stays && closed.remote !== undefined);
  parent.arrivals ||= closed.arrivals || (closed.local === undefined && placesLocally(code));
  parent.removals ||= removed || closed.removals;
}

/** What a folder will be once everything below it has been decided; `hidden` where absence tells nothing. */
export function folderStateOf(closed: Frame, hidden: boolean): LocalFolderState {
  const { local } = closed;
  if (local?.kind === 'unseen' || (local === undefined && hidden)) return 'unseen';
  if (local?.kind !== 'folder') return closed.survivors ? 'coming' : 'none';
  if (closed.syncedSurvivors) return 'full';
  if (local.empty) return 'empty';
  if (closed.removals) return 'emptied';
  return closed.survivors ? 'kept' : 'full';
}
