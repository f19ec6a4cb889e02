import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/hooks.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';
import { profileCommands } from './profile-commands.ts';
import { useAccounts } from './use-accounts.ts';

export interface KeysElsewhereProps {
  /** Any pair that uses the account. */
  readonly pair: string;
  /** The account's name, for people. */
  readonly account: string;
  readonly onClose: () => void;
}

/** What to do about keys that are not ours to keep: where they come from, how to renew them there, and another try. */
export function KeysElsewhere({ pair, account, onClose }: KeysElsewhereProps) {
  const { t } = useTranslation(['settings', 'common']);
  const api = useApi();
  const { data, error } = useAccounts();
  const row = data?.find(({ pairs }) => pairs.includes(pair));
  const syncNow = useMutation(api.pairs.syncNow.mutationOptions());
  const retry = async (): Promise<void> => {
    for (const id of row?.pairs ?? [pair]) await syncNow.mutateAsync({ pair: id });
    onClose();
  };
  const failure = error ?? syncNow.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accounts.renewTitle', { account })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="md">
        {row === undefined && error === null && <Loading />}
        {row !== undefined && <HowTo credentials={row.credentials} />}
        {failure !== null && <ErrorNotice error={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            loading={syncNow.isPending}
            onClick={() => void retry().catch(() => undefined)}
            data-autofocus
          >
            {t('common:action.retry')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function HowTo({ credentials }: { readonly credentials: string }) {
  const { t } = useTranslation('settings');
  const [, profile] = /^profile:(.*)$/s.exec(credentials) ?? [];
  if (profile === undefined) {
    const embedded = credentials === 'embedded';
    return <Text size="sm">{t(embedded ? 'accounts.renewEmbedded' : 'accounts.renewEnv')}</Text>;
  }
  const { session, keys } = profileCommands(profile);
  return (
    <>
      <Text size="sm" className="path">
        {t('accounts.renewProfile', { name: profile })}
      </Text>
      <Text size="sm">{t('accounts.renewSession')}</Text>
      <Code block>{session}</Code>
      <Text size="sm">{t('accounts.renewKeys')}</Text>
      <Code block>{keys}</Code>
    </>
  );
}
