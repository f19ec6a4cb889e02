import type { BaselineFile } from './baseline.ts';
import type { DecisionCode } from './decide.ts';
import type { Decision } from './decision.ts';
import type { LocalFile, RemoteFile } from './entry.ts';
import { comesInTheWayOf } from './plan.ts';
import { mayBeRenamedFrom } from './renames.ts';

/**
 * A decision about one file that deletes nothing and answers to no guard. Where it is not entangled with a deletion, the rest of the
 * plan need not know of it: millions of them may wait outside of memory.
 */
export interface PlainDecision extends Decision {
  readonly local: LocalFile | undefined;
  readonly remote: RemoteFile | undefined;
  readonly base: BaselineFile | undefined;
  readonly blocked?: never;
  readonly renamedFrom?: never;
}

const PLAIN: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'upload-new',
  'upload-changed',
  'download-new',
  'download-changed',
  'record',
  'inspect',
  'leave-local',
  'leave-remote',
]);

/** Known to the baseline and gone from the bucket is more than one file's matter: it may be the wrong bucket (engine/holds.ts). */
export function isPlain(made: Decision): made is PlainDecision {
  return (
    PLAIN.has(made.code) &&
    isFileOrNothing(made.local) &&
    isFileOrNothing(made.remote) &&
    isFileOrNothing(made.base) &&
    (made.base === undefined || made.remote !== undefined)
  );
}

function isFileOrNothing(known: { readonly kind: string } | undefined): boolean {
  return known === undefined || known.kind === 'file';
}

/**
 * Tells which plain decisions have to be weighed together with the deletions among `decisions`: those that may turn out to be the other
 * half of a rename, and those that need a name which a deletion makes free. Undefined when there are none to be entangled with.
 */
export function entanglement(decisions: readonly Decision[]): ((made: PlainDecision) => boolean) | undefined {
  const isRenamed = mayBeRenamedFrom(decisions);
  const isInTheWay = comesInTheWayOf(decisions);
  if (isRenamed === undefined && isInTheWay === undefined) return undefined;
  return (made) => isRenamed?.(made) === true || isInTheWay?.(made) === true;
}
