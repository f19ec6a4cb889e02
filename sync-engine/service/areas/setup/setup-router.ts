import { makeFolders, previewPair } from '../../../index.ts';
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

    bucket: os.setup.bucket.handler(async ({ input: { account: ref, name, prefix }, signal }) => {
      const { account } = accounts.find(ref);
      return bucketInfo(await inTime(signal, (inner) => account.inspect({ bucket: name, prefix }, inner)));
    }),

    createBucket: os.setup.createBucket.handler(async ({ input: { account: ref, name, region }, signal }) => {
      const account = await accounts.inRegion(ref, region);
      try {
        return await inTime(signal, async (inner) => {
          await account.create(name, inner);
          return bucketInfo(await account.inspect({ bucket: name, prefix: '' }, inner));
        });
      } finally {
        await account.close();
      }
    }),

    setRetention: os.setup.setRetention.handler(async ({ input, signal }) => {
      const { files, recycle, days } = input;
      requireApart(files, recycle);
      const { account } = accounts.find(input.account);
      return await inTime(signal, async (inner) => {
        await account.setRetention({ ...recycle, days: days ?? undefined }, inner);
        return bucketInfo(await account.inspect(recycle, inner));
      });
    }),

    test: os.setup.test.handler(async function* ({ input, signal = NEVER }) {
      const { bucket, prefix, recycle } = input;
      const files = { bucket, prefix };
      requireApart(files, recycle);
      const { region } = await configFor(accounts.find(input.account), bucket, signal);
      const account = await accounts.inRegion(input.account, region);
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
