import { Alert, Checkbox, Stack, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RestorePreview } from '../../../sync-engine/contract/api/index.ts';
import { filesOf } from './plan-sums.ts';

export interface RemovalNoticeProps {
  readonly plan: RestorePreview;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
}

/** Warns of a restore that removes much, and has the person agree to it. */
export function RemovalNotice({ plan, agreed, onAgree }: RemovalNoticeProps) {
  const { t } = useTranslation('trash');
  const { remove } = plan;
  const everything = remove === filesOf(plan);
  return (
    <Alert
      color="red"
      icon={<TriangleAlert aria-hidden />}
      title={t(everything ? 'restore.removal.all' : 'restore.removal.much', { count: remove })}
    >
      <Stack gap="sm">
        <Text size="sm">{t('restore.removal.why')}</Text>
        <Checkbox
          label={t('restore.removal.agree', { count: remove })}
          checked={agreed}
          onChange={({ currentTarget }) => onAgree(currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}
