import { Alert, Text } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Resolution } from './use-resolve.ts';

/** What was settled, and how; nothing when nothing was. */
export function SettledNotice({ result }: { readonly result: Resolution }) {
  const { t } = useTranslation('conflicts');
  const { choice, resolved, before, path } = result;
  if (resolved + before === 0) return undefined;
  const done =
    path === undefined ? t(`done.${choice}`, { count: resolved }) : t(`doneOne.${choice}`, { path });
  return (
    <Alert color="green" icon={<CircleCheck aria-hidden />} mb="md">
      {resolved > 0 && (
        <Text size="sm" className="path">
          {done}
        </Text>
      )}
      {before > 0 && <Text size="sm">{t('doneBefore', { count: before })}</Text>}
    </Alert>
  );
}
