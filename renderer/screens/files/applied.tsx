import { Alert, Text } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import type { ApplyResult } from './use-apply.ts';

/** What came of turning folders off and on. */
export function Applied({ result }: { readonly result: ApplyResult }) {
  const { t } = useTranslation('files');
  const format = useFormat();
  const { freed, freedFiles, freedBytes, keptFiles } = result;
  return (
    <Alert color="green" icon={<CircleCheck aria-hidden />} title={t('applied.title')} mb="md">
      {freed && (
        <Text size="sm">{t('applied.freed', { count: freedFiles, size: format.bytes(freedBytes) })}</Text>
      )}
      {keptFiles > 0 && <Text size="sm">{t('applied.kept', { count: keptFiles })}</Text>}
      {!freed && <Text size="sm">{t('applied.stays')}</Text>}
    </Alert>
  );
}
