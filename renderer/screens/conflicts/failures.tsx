import { Alert, List, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorInfo } from '../../../sync-engine/contract/api/index.ts';
import { useErrorText } from '../../shared/error-text.ts';

export interface FailuresProps {
  readonly failures: readonly { readonly path: string; readonly error: ErrorInfo }[];
}

/** As many as help; the rest is counted. */
const SHOWN = 10;

/** What could not be settled, and why. */
export function Failures({ failures }: FailuresProps) {
  const { t } = useTranslation('conflicts');
  const textOf = useErrorText();
  if (failures.length === 0) return undefined;
  const more = failures.length - SHOWN;
  return (
    <Alert
      role="alert"
      color="orange"
      icon={<CircleAlert aria-hidden />}
      title={t('failed', { count: failures.length })}
      mb="md"
    >
      <List size="sm" mb="xs">
        {failures.slice(0, SHOWN).map(({ path, error }) => (
          <List.Item key={path} className="path">
            <strong>{path}</strong>: {textOf(error).message}
          </List.Item>
        ))}
      </List>
      {more > 0 && <Text size="sm">{t('more', { count: more })}</Text>}
      <Text size="sm">{t('failedRemedy')}</Text>
    </Alert>
  );
}
