import { decideFile } from './decide.ts';
import type { FileSituation, LocalState, Mode, RemoteState } from './decide.ts';
import type { Decision } from './decision.ts';
import { remoteFileState } from './file-state.ts';

/** What reading the file and asking for the object's metadata brought to light. */
export interface InspectedFacts {
  /** SHA-256 of the local file with the stamp in the decision, lower-case hex. */
  readonly localSha256: string;
  /** SHA-256 of the object with the ETag in the decision; undefined where there is no object, or it does not tell. */
  readonly remoteSha256: string | undefined;
}

/**
 * Decides an `inspect` again, now that the contents are known. An object that does not tell its hash counts as different:
 * that keeps both. Never gives `inspect` or `in-sync`: a file found unchanged is recorded, so that it is not read again.
 */
export function decideInspected(mode: Mode, made: Decision, facts: InspectedFacts): Decision {
  const { localSha256, remoteSha256 } = facts;
  const equal = made.remote?.kind === 'file' && localSha256 === remoteSha256;
  const states = `${inspectedLocal(made, facts)}/${inspectedRemote(made, facts)}` as FileSituation;
  const code = equal ? 'record' : decideFile(mode, states, 'different');
  return { ...made, code: code === 'in-sync' ? 'record' : code, localSha256 };
}

function inspectedLocal(made: Decision, facts: InspectedFacts): LocalState {
  if (made.base?.kind !== 'file') return 'new';
  return facts.localSha256 === made.base.sha256 ? 'same' : 'edited';
}

/** An object written anew with the content of the baseline did not change. */
function inspectedRemote(made: Decision, facts: InspectedFacts): RemoteState {
  const state = remoteFileState(made.remote, made.base);
  if (state !== 'edited' || made.base?.kind !== 'file') return state;
  return facts.remoteSha256 === made.base.sha256 ? 'same' : 'edited';
}
