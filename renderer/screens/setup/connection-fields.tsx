import { Group, Stack, Text, Title } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  readConnectionString,
  type ConnectionFault,
} from '../../../sync-engine/contract/connection-string.ts';
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
  const [faults, setFaults] = useState<readonly ConnectionFault[]>([]);
  const given = account.connection !== '' && account.accessKeyId !== '';
  const take = (text: string): void => {
    const change = { connection: text, accessKeyId: '', secretAccessKey: '', endpoint: '' };
    const found = text.trim() === '' ? { faults: [] } : readConnectionString(text);
    if ('read' in found) dispatch({ type: 'connection', text, parsed: found.read });
    else dispatch({ type: 'account', change });
    setFaults('read' in found ? [] : found.faults);
  };
  const sayFault = (fault: ConnectionFault): string =>
    t(`connection.fault.${fault.code}`, {
      part: 'part' in fault ? fault.part : 0,
      name: 'name' in fault ? fault.name : '',
      names: 'names' in fault ? fault.names.join(', ') : '',
    });
  const missing = tried && account.connection === '' && opened === undefined;
  return (
    <>
      <SecretField
        label={t('connection.label')}
        description={t('connection.hint')}
        value={account.connection}
        placeholder={opened === undefined ? undefined : t('keys.secretKept')}
        error={faults.length > 0 ? faults.map(sayFault).join(' ') : missing && t('keys.fault.missing')}
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
