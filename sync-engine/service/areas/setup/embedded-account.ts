import type { OpenedAccount } from '../../../contract/api/index.ts';
import { openSetupAccount } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { EMBEDDED_BUCKETS } from '../../embedded-store.ts';
import type { HeldAccounts } from './held-accounts.ts';

export interface EmbeddedAccount {
  readonly account: OpenedAccount;
  readonly endpoint: string;
  readonly bucket: string;
  readonly recycle: string;
}

const CONFIG = { credentials: { kind: 'embedded' } } as const;

/** The embedded store as an account, with two buckets that no pair has yet. */
export async function embeddedAccount(
  context: ServiceContext,
  accounts: HeldAccounts,
  signal: AbortSignal | undefined,
): Promise<EmbeddedAccount> {
  const home = await context.home();
  const taken = new Set(
    home.config.pairs
      .filter(({ account }) => account.credentials.kind === 'embedded')
      .flatMap(({ bucket, recycle }) => [bucket, recycle.bucket]),
  );
  const [bucket, recycle] = freeBuckets(taken);
  const setup = await openSetupAccount(home, CONFIG, context.parts);
  try {
    for (const name of [bucket, recycle]) {
      const { exists } = await setup.inspect({ bucket: name, prefix: '' }, signal);
      if (!exists) await setup.create(name, signal);
    }
  } finally {
    await setup.close();
  }
  const account = await accounts.hold(CONFIG, undefined, signal);
  const endpoint = (await context.parts.embeddedStore?.())?.endpoint ?? '';
  return { account, endpoint, bucket, recycle };
}

function freeBuckets(taken: ReadonlySet<string>): readonly [string, string] {
  const { files, recycle } = EMBEDDED_BUCKETS;
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `-${number}`;
    const names = [files + ending, recycle + ending] as const;
    if (!names.some((name) => taken.has(name))) return names;
  }
}
