import { makeFolders, openSetupAccount, previewPair } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { os } from '../../os.ts';
import { planEvents } from '../../plan/plan-events.ts';
import { bucketInfo } from './buckets.ts';
import { pairOfDraft, requireApart } from './draft-pair.ts';
import { embeddedAccount } from './embedded-account.ts';
import { finish } from './finish.ts';
import { lookAtFolder } from './folders.ts';
import { configFor, HeldAccounts } from './held-accounts.ts';
import { inTime } from './in-time.ts';
import { offersOf } from './offers.ts';
import { NEVER } from '../../never.ts';

/** Everything up to a pair that syncs. */
export function setupRouter(context: ServiceContext) {
  const accounts = new HeldAccounts(context);

  return {
    offers: os.setup.offers.handler(() => offersOf(context)),

    open: os.setup.open.handler(({ input, signal }) => accounts.open(input, signal)),

    tryWithoutAccount: os.setup.tryWithoutAccount.handler(({ signal }) =>
      embeddedAccount(context, accounts, signal),
    ),

    bucket: os.setup.bucket.handler(async ({ input: { account: ref, name }, signal }) => {
      const { account } = accounts.find(ref);
      return bucketInfo(
        await inTime(signal, (inner) => account.inspect({ bucket: name, prefix: '' }, inner)),
      );
    }),

    createBucket: os.setup.createBucket.handler(async ({ input, signal }) => {
      const { name, retentionDays: days } = input;
      const { account } = accounts.find(input.account);
      const area = { bucket: name, prefix: '' };
      await account.create(name, signal);
      if (days !== undefined) await account.setRetention({ ...area, days }, signal);
      return bucketInfo(await account.inspect(area, signal));
    }),

    setRetention: os.setup.setRetention.handler(async ({ input, signal }) => {
      const { bucket, prefix, days } = input;
      const { account } = accounts.find(input.account);
      await account.setRetention({ bucket, prefix, days: days ?? undefined }, signal);
      return bucketInfo(await account.inspect({ bucket, prefix }, signal));
    }),

    test: os.setup.test.handler(async function* ({ input, signal = NEVER }) {
      const { bucket, prefix, recycle } = input;
      const files = { bucket, prefix };
      requireApart(files, recycle);
      const held = accounts.find(input.account);
      const config = await configFor(held, bucket, signal);
      const { keys } = held;
      const account = await openSetupAccount(await context.home(), config, { ...context.parts, keys });
      try {
        yield* account.check({ files, recycle }, signal);
      } finally {
        await account.close();
      }
    }),

    folder: os.setup.folder.handler(({ input }) => lookAtFolder(context, input.path, input.pair)),

    makeFolder: os.setup.makeFolder.handler(async ({ input }) => {
      const { path, fault } = await lookAtFolder(context, input.path);
      if (fault === undefined) await makeFolders(path);
      return lookAtFolder(context, path);
    }),

    plan: os.setup.plan.handler(async function* ({ input, signal = NEVER }) {
      const held = accounts.find(input.account);
      const pair = await pairOfDraft(context, held, input, signal);
      const home = await context.home();
      const parts = { ...context.parts, keys: held.keys };
      yield* planEvents({
        account: pair.account,
        signal,
        look: (options) => previewPair(home, pair, parts, options),
      });
    }),

    finish: os.setup.finish.handler(async ({ input, signal }) => {
      const pair = await finish(context, accounts.find(input.account), input, signal);
      await accounts.close(input.account);
      return { pair };
    }),

    close: os.setup.close.handler(async ({ input }) => {
      await accounts.close(input.account);
      return {};
    }),
  };
}
