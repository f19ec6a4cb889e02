import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../api/hooks.ts';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { AccountSettings } from './accounts.tsx';
import { BandwidthSettings } from './bandwidth.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { General } from './general.tsx';
import { LocalTrashSettings } from './local-trash.tsx';
import { NotificationSettings } from './notifications.tsx';
import { RetentionSettings } from './retention.tsx';
import { ScheduleSettings } from './schedule.tsx';

/** Everything that can be set, in one page. */
export function Settings() {
  const { t } = useTranslation('settings');
  const { host } = useAppState();
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')} />
      <Stack gap="lg" maw={760}>
        <General />
        {host.kind === 'desktop' && <NotificationSettings />}
        <BandwidthSettings />
        <ScheduleSettings />
        <RetentionSettings />
        <LocalTrashSettings />
        <AccountSettings />
        <Diagnostics />
        <Text size="sm" c="dimmed">
          {t('about', { version: host.version })}
        </Text>
      </Stack>
    </>
  );
}
