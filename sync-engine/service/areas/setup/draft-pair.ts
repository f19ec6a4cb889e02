import type { PairDraft } from '../../../contract/api/index.ts';
import { areasOverlap, formatBucketUrl, type BucketArea } from '../../../contract/bucket-url.ts';
import type { AccountConfig, PairConfig } from '../../../contract/config.ts';
import { checkedPair, fail, pairIdFor } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { configFor, type HeldAccount } from './held-accounts.ts';
import { requireUsable } from './folders.ts';

/** The pair that a draft describes, whole and fit to be added; throws what is wrong with it. Changes nothing. */
export async function pairOfDraft(
  context: ServiceContext,
  held: HeldAccount,
  draft: PairDraft,
  signal?: AbortSignal,
): Promise<PairConfig> {
  const { name, bucket, prefix, recycle, mode, makeFolder } = draft;
  requireApart({ bucket, prefix }, recycle);
  const { path: folder } = await requireUsable(context, draft.folder, makeFolder);
  const home = await context.home();
  const id = await pairIdFor(home, folder, context.parts);
  const config = await configFor(held, bucket, signal);
  const account = held.keys === undefined ? config : keptAccount(config, draft, id);
  return await checkedPair(home, { id, name: name.trim(), folder, bucket, prefix, recycle, mode, account });
}

/** Throws `usage` where files and what is deleted of them would lie in one place. */
export function requireApart(files: BucketArea, recycle: BucketArea): void {
  if (!areasOverlap(files, recycle)) return;
  const [a, b] = [formatBucketUrl(files), formatBucketUrl(recycle)];
  throw fail(
    'usage',
    a === b
      ? `deleted files need another place than ${a}: another bucket, or a prefix apart`
      : `${a} and ${b} overlap: deleted files need another bucket, or a prefix apart`,
    { bucket: recycle.bucket },
  );
}

function keptAccount(config: AccountConfig, { keepIn }: PairDraft, id: string): AccountConfig {
  return { ...config, credentials: { kind: keepIn.kind, name: id } };
}
