import type { BaselineFile } from '../../core/baseline.ts';
import type { Decision } from '../../core/decision.ts';
import type { LocalFile } from '../../core/entry.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { localFile, remoteFile } from './operation.ts';

/** What the baseline keeps of an object. */
type AgreedObject = Pick<BaselineFile, 'etag' | 'modifiedMs'> & { readonly path: string };

/** The outcome of coming to agree on one file, without a transfer unless the caller says so. */
export function recorded(
  decision: Decision,
  file: LocalFile,
  sha256: string,
  object: AgreedObject = remoteFile(decision),
): Outcome {
  const row: BaselineFile = {
    kind: 'file',
    id: decision.id,
    localPath: file.path,
    remotePath: object.path,
    stamp: file.stamp,
    sha256,
    etag: object.etag,
    modifiedMs: object.modifiedMs,
  };
  return { changes: [{ kind: 'baseline', row }], count: 'recorded', activity: { action: 'recorded' } };
}

/** Both sides hold the same content already. */
export async function record(context: OperationContext, decision: Decision): Promise<Outcome> {
  const file = localFile(decision);
  const sha256 = decision.localSha256 ?? (await context.tree.hash(file, { signal: context.signal }));
  return recorded(decision, file, sha256);
}

/** Gone on both sides, or ignored from now on. */
export function forget(_context: OperationContext, decision: Decision): Promise<Outcome> {
  return Promise.resolve({
    changes: [{ kind: 'forget', id: decision.id }],
    activity: { action: 'forgotten' },
  });
}
