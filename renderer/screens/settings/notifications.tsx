import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';

const KINDS = ['attention', 'synced'] as const;

export function NotificationSettings() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const { notifications } = settings;
  return (
    <Section title={t('notifications.title')}>
      {KINDS.map((kind) => (
        <Switch
          key={kind}
          label={t(`notifications.${kind}`)}
          checked={notifications[kind]}
          onChange={(event) =>
            change({ notifications: { ...notifications, [kind]: event.currentTarget.checked } })
          }
        />
      ))}
    </Section>
  );
}
