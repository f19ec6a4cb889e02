import { Button, Group, Stack, Text } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../../../sync-engine/contract/api/index.ts';
import { useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { KeysElsewhere } from '../../shared/keys-elsewhere.tsx';
import { ReplaceKeys } from '../../shared/replace-keys.tsx';
import { useAccountName } from '../../shared/use-account-name.ts';
import { useAccounts } from '../../shared/use-accounts.ts';
import { Section } from './section.tsx';

export function AccountSettings() {
  const { t } = useTranslation('settings');
  const accounts = useAccounts();
  return (
    <Section title={t('accounts.title')} lead={t('accounts.lead')}>
      {accounts.isError && <ErrorNotice error={accounts.error} />}
      {accounts.data?.length === 0 && <Text size="sm">{t('accounts.empty')}</Text>}
      {accounts.data?.map((account) => (
        <Account
          key={`${account.endpoint} ${account.credentials} ${account.pairs.join()}`}
          account={account}
        />
      ))}
    </Section>
  );
}

function Account({ account }: { readonly account: AccountRow }) {
  const { t, i18n } = useTranslation('settings');
  const { pairs } = useAppState();
  const [renewing, setRenewing] = useState(false);
  const names = pairs.filter(({ id }) => account.pairs.includes(id)).map(({ name }) => name);
  const place = useAccountName()(account);
  const [pair] = account.pairs;
  const ours = account.credentials === 'keychain' || account.credentials === 'file';
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={0} flex={1} miw={200}>
        <Text fw={500} className="path">
          {place}
        </Text>
        <Text size="sm" c="dimmed">
          {useKindText(account.credentials)}
          {account.region === undefined ? '' : ` · ${account.region}`}
        </Text>
        <Text size="sm" c="dimmed">
          {t('accounts.used', { pairs: new Intl.ListFormat(i18n.language).format(names) })}
        </Text>
      </Stack>
      {pair !== undefined && account.credentials !== 'embedded' && (
        <Button
          variant="default"
          leftSection={<KeyRound size={16} aria-hidden />}
          onClick={() => setRenewing(true)}
        >
          {t(ours ? 'accounts.replace' : 'accounts.renew')}
        </Button>
      )}
      {pair !== undefined && ours && (
        <ReplaceKeys pair={pair} account={place} opened={renewing} onClose={() => setRenewing(false)} />
      )}
      {pair !== undefined && !ours && renewing && (
        <KeysElsewhere pair={pair} account={place} onClose={() => setRenewing(false)} />
      )}
    </Group>
  );
}

function useKindText(credentials: string): string {
  const { t } = useTranslation('settings');
  const [kind, name] = credentials.split(/:(.*)/s);
  switch (kind) {
    case 'env':
    case 'keychain':
    case 'file':
    case 'embedded':
      return t(`accounts.kinds.${kind}`);
    default:
      return t('accounts.kinds.profile', { name: name ?? '' });
  }
}
