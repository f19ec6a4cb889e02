import type { DecisionCode } from './decide.ts';
import type { Decision } from './decision.ts';
import type { FileStamp } from './entry.ts';
import { remoteFileState } from './file-state.ts';
import { compareUtf8 } from './path.ts';
import { comingPaths, makesWay } from './plan.ts';

/**
 * Finds renames among the decisions of one plan, so that they cost a copy on the server, or a move here, and no transfer;
 * and so that the guard does not count them as deletions.
 *
 * A local rename is a `recycle` (gone here, unchanged there) beside an `upload-new` with the same inode, or the same size and
 * modification time. A remote rename is a `trash` beside a `download-new` with the same ETag and size. These are hints:
 * the caller confirms each by hash (`matchRenames`) before anything is renamed.
 */
export interface RenameCandidate {
  readonly gone: Decision;
  readonly come: Decision;
}

/**
 * Pairs of decisions that look like one rename; each `gone` and each `come` appears once at most. Same decisions in any order
 * give the same pairs. A file whose name something else is to take, or lies above or below what comes, is no candidate: it
 * has to be out of the way before anything can be moved.
 */
export function renameCandidates(decisions: readonly Decision[]): readonly RenameCandidate[] {
  return [
    ...pairUp(copyable(decisions), pick(decisions, 'upload-new'), LOCAL_HINTS),
    ...pairUp(movable(decisions), pick(decisions, 'download-new'), [remoteHint]),
  ];
}

/**
 * Tells which of the decisions that are not among these could be a candidate's `come`, with one of these as its `gone`; it may say so of
 * too many, never of too few. Undefined when nothing is gone.
 */
export function mayBeRenamedFrom(decisions: readonly Decision[]): ((come: Decision) => boolean) | undefined {
  const uploads = marksOf(copyable(decisions), LOCAL_HINTS);
  const downloads = marksOf(pick(decisions, 'trash'), [remoteHint]);
  if (uploads.size === 0 && downloads.size === 0) return undefined;
  const isMarked = (come: Decision, hints: readonly Hint[], marks: ReadonlySet<string>): boolean =>
    marks.size > 0 && hints.some((hint) => marks.has(hint(come) ?? ''));
  return (come) =>
    (come.code === 'upload-new' && isMarked(come, LOCAL_HINTS, uploads)) ||
    (come.code === 'download-new' && isMarked(come, [remoteHint], downloads));
}

/** No hint gives an empty mark, and marks of different hints differ in their number of parts. */
function marksOf(gone: readonly Decision[], hints: readonly Hint[]): ReadonlySet<string> {
  return new Set(hints.flatMap((hint) => gone.flatMap((made) => hint(made) ?? [])));
}

/**
 * Replaces confirmed candidates by rename decisions. `hashOf` gives the SHA-256 of what came (the local file, or the
 * object by its metadata); undefined where it could not be had, which makes it no rename.
 */
export function matchRenames(
  decisions: readonly Decision[],
  candidates: readonly RenameCandidate[],
  hashOf: (come: Decision) => string | undefined,
): readonly Decision[] {
  const renamed = new Map<Decision, Decision | undefined>();
  for (const { gone, come } of candidates) {
    const sha256 = hashOf(come);
    if (sha256 === undefined || gone.base?.kind !== 'file' || gone.base.sha256 !== sha256) continue;
    renamed.set(gone, undefined);
    renamed.set(come, {
      ...come,
      code: gone.code === 'recycle' ? 'rename-remote' : 'rename-local',
      renamedFrom: gone,
      ...(gone.code === 'recycle' ? { localSha256: sha256 } : {}),
    });
  }
  if (renamed.size === 0) return decisions;
  return decisions.flatMap((made) => {
    if (!renamed.has(made)) return [made];
    const replacement = renamed.get(made);
    return replacement === undefined ? [] : [replacement];
  });
}

function pick(decisions: readonly Decision[], code: DecisionCode): readonly Decision[] {
  return decisions.filter((made) => made.code === code).sort((a, b) => compareUtf8(a.id, b.id));
}

/** Objects that still hold what the baseline says; upload-only recycles others too. */
function copyable(decisions: readonly Decision[]): readonly Decision[] {
  return pick(decisions, 'recycle').filter((made) => remoteFileState(made.remote, made.base) === 'same');
}

function movable(decisions: readonly Decision[]): readonly Decision[] {
  const trashed = pick(decisions, 'trash');
  if (trashed.length === 0) return trashed;
  const coming = comingPaths(decisions);
  return trashed.filter((made) => !makesWay(made, coming));
}

/** What two sides of a rename have in common; undefined where nothing tells. */
type Hint = (made: Decision) => string | undefined;

/** All pairs that the first (strongest) hint gives, then the next hint's among the rest. */
function pairUp(
  gone: readonly Decision[],
  come: readonly Decision[],
  hints: readonly Hint[],
): readonly RenameCandidate[] {
  const used = new Set<Decision>();
  const pairs: RenameCandidate[] = [];
  for (const hint of gone.length === 0 ? [] : hints) {
    // Last in first out, so turned round: equal files of a folder pair up in their order.
    const waiting = new Map<string, Decision[]>();
    for (const made of gone.toReversed()) {
      const mark = used.has(made) ? undefined : hint(made);
      if (mark === undefined) continue;
      const others = waiting.get(mark);
      if (others === undefined) waiting.set(mark, [made]);
      else others.push(made);
    }
    for (const made of come) {
      const mark = used.has(made) ? undefined : hint(made);
      const match = mark === undefined ? undefined : waiting.get(mark)?.pop();
      if (match === undefined) continue;
      used.add(match).add(made);
      pairs.push({ gone: match, come: made });
    }
  }
  return pairs;
}

/** Strongest first. Empty files are not matched: moving nothing saves nothing. */
const LOCAL_HINTS: readonly Hint[] = [
  (made) => {
    const stamp = stampOf(made);
    if (stamp === undefined || stamp.size === 0 || stamp.ino === 0n) return undefined;
    return `${stamp.ino}:${stamp.size}:${stamp.mtimeNs}`;
  },
  (made) => {
    const stamp = stampOf(made);
    return stamp === undefined || stamp.size === 0 ? undefined : `${stamp.size}:${stamp.mtimeNs}`;
  },
];

function stampOf(made: Decision): FileStamp | undefined {
  if (made.local?.kind === 'file') return made.local.stamp;
  return made.base?.kind === 'file' ? made.base.stamp : undefined;
}

function remoteHint(made: Decision): string | undefined {
  const { remote, base } = made;
  if (remote?.kind === 'file') return remote.size === 0 ? undefined : `${remote.etag}:${remote.size}`;
  if (base?.kind !== 'file' || base.stamp.size === 0) return undefined;
  return `${base.etag}:${base.stamp.size}`;
}
