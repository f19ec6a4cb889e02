import type { AccountRow, PairState } from '../../contract/api/index.ts';
import type { AccountConfig } from '../../contract/config.ts';
import { appSettings, withAppSettings } from '../app-settings.ts';
import { checkPassphrase, replaceKeys } from '../../index.ts';
import type { ServiceContext } from '../context.ts';
import { diagnosticsOf } from '../diagnostics.ts';
import { os } from '../os.ts';

export function settingsRouter(context: ServiceContext) {
  return {
    update: os.settings.update.handler(async ({ input }) => {
      const home = await context.home();
      if (input.startAtLogin !== undefined) await context.options.setLoginItem?.(input.startAtLogin);
      const saved = await home.change((config) => withAppSettings(config, input));
      await context.settingsChanged();
      return appSettings(saved);
    }),

    replaceKeys: os.settings.replaceKeys.handler(async ({ input: { pair: id, ...keys } }) => {
      const { config } = context.pair(id);
      for (const user of await replaceKeys(await context.home(), config, keys, context.parts))
        await context.restart(user);
      return {};
    }),

    unlock: os.settings.unlock.handler(async ({ input: { passphrase } }) => {
      await checkPassphrase(await context.home(), passphrase);
      context.usePassphrase(passphrase);
      const waiting = context.pairs().filter((pair) => isLocked(pair.state()));
      await Promise.all(waiting.map(({ config }) => context.restart(config.id)));
      return {};
    }),

    diagnostics: os.settings.diagnostics.handler(async () => ({ files: await diagnosticsOf(context) })),

    accounts: os.settings.accounts.handler(async () => {
      const { config } = await context.home();
      const rows = new Map<string, AccountRow>();
      for (const { id, account } of config.pairs) {
        const key = JSON.stringify(account);
        const known = rows.get(key);
        if (known === undefined) rows.set(key, { ...accountRow(account), pairs: [id] });
        else known.pairs.push(id);
      }
      return [...rows.values()];
    }),
  };
}

function isLocked({ halted }: PairState): boolean {
  return halted?.code === 'passphrase-missing' || halted?.code === 'passphrase-wrong';
}

function accountRow({ endpoint, region, credentials }: AccountConfig): Omit<AccountRow, 'pairs'> {
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    credentials: credentials.kind === 'profile' ? `profile:${credentials.profile}` : credentials.kind,
  };
}
