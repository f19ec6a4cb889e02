import { placesLocally } from './decide.ts';
import type { DecisionCode } from './decide.ts';
import type { Decision } from './decision.ts';
import { compareUtf8, isFolderPath } from './path.ts';

/**
 * The ordered work of one cycle. Phases run one after the other; within a phase everything is independent and runs side by
 * side, but where `serial` says otherwise.
 *
 * The order answers to what would block what: a file moves aside before a folder takes its name; a deleted file is gone
 * before a folder of its name is made (and a deleted folder before a file); an old key is copied before it may be
 * written anew; new content arrives before old content leaves, so that a plan cut short at any point has lost nothing.
 */
export interface Plan {
  readonly phases: readonly Phase[];
  /** Decisions that need no work but must be seen or recorded. */
  readonly notes: readonly Decision[];
}

export interface Phase {
  readonly name: PhaseName;
  readonly decisions: readonly Decision[];
  /** True when the decisions must run one after the other, in this order. */
  readonly serial: boolean;
}

export type PhaseName =
  | 'aside'
  | 'make-way'
  | 'folders'
  | 'renames'
  | 'transfers'
  | 'deletes'
  | 'folder-deletes';

/** In their order. */
export const PHASES: readonly PhaseName[] = [
  'aside',
  'make-way',
  'folders',
  'renames',
  'transfers',
  'deletes',
  'folder-deletes',
];

const PHASE_OF: Readonly<Record<DecisionCode, PhaseName | 'note' | 'nothing'>> = {
  'in-sync': 'nothing',
  'folder-in-sync': 'nothing',
  inspect: 'nothing',
  unseen: 'note',
  'folder-unseen': 'note',
  blocked: 'note',
  'leave-local': 'note',
  'leave-remote': 'note',
  'clash-local-aside': 'aside',
  'clash-remote-aside': 'aside',
  'folder-upload': 'folders',
  'folder-make': 'folders',
  'folder-record': 'folders',
  'folder-forget': 'folders',
  'rename-remote': 'renames',
  'rename-local': 'renames',
  'upload-new': 'transfers',
  'upload-changed': 'transfers',
  'upload-edit-beats-delete': 'transfers',
  'upload-mirror': 'transfers',
  'download-new': 'transfers',
  'download-changed': 'transfers',
  'download-edit-beats-delete': 'transfers',
  'download-mirror': 'transfers',
  record: 'transfers',
  conflict: 'transfers',
  forget: 'deletes',
  untrack: 'deletes',
  recycle: 'deletes',
  trash: 'deletes',
  'folder-recycle': 'deletes',
  'folder-remove': 'folder-deletes',
  'folder-prune': 'folder-deletes',
};

/** Where a decision's work belongs, unless it has to make way; `note` and `nothing` for what is no work. */
export function phaseOf(code: DecisionCode): PhaseName | 'note' | 'nothing' {
  return PHASE_OF[code];
}

/** Orders decisions into phases. Same decisions in any order give the same plan. */
export function plan(decisions: readonly Decision[]): Plan {
  const buckets = new Map<PhaseName, Decision[]>(PHASES.map((name) => [name, []]));
  const notes: Decision[] = [];
  const coming = comingPaths(decisions);
  for (const made of decisions) {
    const home = PHASE_OF[made.code];
    if (home === 'nothing') continue;
    if (home === 'note') notes.push(made);
    else buckets.get(makesWay(made, coming) ? 'make-way' : home)?.push(made);
  }
  const phases = PHASES.map((name) => ({
    name,
    decisions: (buckets.get(name) ?? []).sort(name === 'folder-deletes' ? deepestFirst : byId),
    serial: name === 'make-way' || name === 'folder-deletes',
  })).filter((phase) => phase.decisions.length > 0);
  return { phases: phases.map(orderMakeWay), notes };
}

/** Every folder that something new will be put into, and every file name that something new will take (identities). */
export interface Coming {
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

export function comingPaths(decisions: readonly Decision[]): Coming {
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const made of decisions) {
    if (!placesLocally(made.code)) continue;
    if (!isFolderPath(made.id)) files.add(made.id);
    for (let end = made.id.lastIndexOf('/'); end > 0; end = made.id.lastIndexOf('/', end - 1)) {
      const folder = made.id.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { folders, files };
}

/** A local deletion whose name is wanted: a file where a folder comes, or something below where a file comes. */
export function makesWay(made: Decision, coming: Coming): boolean {
  if (made.code === 'trash') return coming.folders.has(made.id) || belowOneOf(made.id, coming.files);
  if (made.code !== 'folder-remove' && made.code !== 'folder-prune') return false;
  return coming.files.has(made.id.slice(0, -1)) || belowOneOf(made.id, coming.files);
}

/**
 * Tells of what comes whether `makesWay` holds for any local deletion among `decisions` because of it; undefined when nothing is deleted
 * locally.
 */
export function comesInTheWayOf(decisions: readonly Decision[]): ((come: Decision) => boolean) | undefined {
  const files = new Set<string>();
  /** Every path that a deleted one lies below, and the names of deleted folders. */
  const above = new Set<string>();
  for (const { code, id } of decisions) {
    if (code === 'trash') files.add(id);
    else if (code !== 'folder-remove' && code !== 'folder-prune') continue;
    for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1))
      above.add(id.slice(0, end));
  }
  if (files.size === 0 && above.size === 0) return undefined;
  return ({ code, id }) => placesLocally(code) && (above.has(id) || belowOneOf(id, files));
}

function belowOneOf(id: string, files: ReadonlySet<string>): boolean {
  if (files.size === 0) return false;
  for (let end = id.indexOf('/'); end >= 0; end = id.indexOf('/', end + 1)) {
    if (files.has(id.slice(0, end))) return true;
  }
  return false;
}

/** In `make-way`, files go before the folders that held them. */
function orderMakeWay(phase: Phase): Phase {
  if (phase.name !== 'make-way') return phase;
  const files = phase.decisions.filter((made) => !isFolderPath(made.id));
  const folders = phase.decisions.filter((made) => isFolderPath(made.id)).sort(deepestFirst);
  return { ...phase, decisions: [...files, ...folders] };
}

function byId(a: Decision, b: Decision): number {
  return compareUtf8(a.id, b.id);
}

function deepestFirst(a: Decision, b: Decision): number {
  return compareUtf8(b.id, a.id);
}
