import type { PairDraft } from '../../../contract/api/index.ts';
import { addPair, checkBuckets, makeFolders, PASSPHRASE_VARIABLE, type HostParts } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { pairOfDraft } from './draft-pair.ts';
import type { HeldAccount } from './held-accounts.ts';

/** Makes the pair: everything is looked at first, the configuration is written last. Resolves with its id once it runs. */
export async function finish(
  context: ServiceContext,
  held: HeldAccount,
  draft: PairDraft,
  signal: AbortSignal | undefined,
): Promise<string> {
  const pair = await pairOfDraft(context, held, draft, signal);
  const { keys } = held;
  const { account, bucket, prefix, recycle } = pair;
  const areas = [{ bucket, prefix }, recycle];
  const check = { account, keys, areas, create: false, ...(signal === undefined ? {} : { signal }) };
  const home = await context.home();
  await checkBuckets(home, check, context.parts);
  if (draft.makeFolder) await makeFolders(pair.folder);
  await addPair(home, pair, keys, withPassphrase(context.parts, draft));
  if (keys !== undefined && draft.keepIn.kind === 'file') context.usePassphrase(draft.keepIn.passphrase);
  await context.start(pair.id);
  return pair.id;
}

function withPassphrase(parts: HostParts, { keepIn }: PairDraft): HostParts {
  if (keepIn.kind !== 'file') return parts;
  // What is typed here seals the file, whatever the environment says.
  const env = { ...parts.env, [PASSPHRASE_VARIABLE]: undefined };
  return { ...parts, env, passphrase: () => Promise.resolve(keepIn.passphrase) };
}
