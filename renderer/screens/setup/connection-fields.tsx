import { Group, Stack, Text, Title } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionFault, parseConnectionString } from '../../../sync-engine/contract/connection-string.ts';
import type { Draft, DraftAction } from './draft.ts';
import { SecretField } from '../../shared/secret-field.tsx';
import classes from './setup.module.css';

export interface ConnectionFieldsProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly tried: boolean;
}

/** One text that names everything; what it says is shown, but for the secret. */
export function ConnectionFields({ draft, dispatch, tried }: ConnectionFieldsProps) {
  const { t } = useTranslation('setup');
  const { account, areas, opened } = draft;
  const [fault, setFault] = useState<string>();
  const given = account.connection !== '' && account.accessKeyId !== '';
  const take = (text: string): void => {
    const change = { connection: text, accessKeyId: '', secretAccessKey: '', endpoint: '' };
    if (text.trim() === '') {
      setFault(undefined);
      return dispatch({ type: 'account', change });
    }
    try {
      dispatch({ type: 'connection', text, parsed: parseConnectionString(text) });
      setFault(undefined);
    } catch (caught) {
      dispatch({ type: 'account', change });
      setFault(connectionFault(caught));
    }
  };
  const missing = tried && account.connection === '' && opened === undefined;
  return (
    <>
      <SecretField
        label={t('connection.label')}
        description={t('connection.hint')}
        value={account.connection}
        placeholder={opened === undefined ? undefined : t('keys.secretKept')}
        error={fault ?? (missing ? t('keys.fault.missing') : undefined)}
        onChange={({ currentTarget }) => take(currentTarget.value)}
      />
      {(given || opened !== undefined) && (
        <Stack gap="xs" role="status">
          <Group gap="xs">
            <CircleCheck size={18} aria-hidden color="var(--mantine-color-green-text)" />
            <Title order={3} size="h5">
              {t('connection.found')}
            </Title>
          </Group>
          <dl className={classes['pairs']}>
            <Line name={t('connection.serviceUrl')} value={account.endpoint} />
            <Line name={t('connection.accessKey')} value={account.accessKeyId} />
            <Line name={t('connection.bucket')} value={areas.bucket} />
            <Line name={t('connection.recycle')} value={areas.recycle} />
          </dl>
        </Stack>
      )}
    </>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" className="path">
        {value}
      </Text>
    </>
  );
}
