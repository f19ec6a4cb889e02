import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RateField } from '../../shared/rate-field.tsx';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';

export function BandwidthSettings() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const { bandwidth } = settings;
  return (
    <Section title={t('bandwidth.title')} lead={t('bandwidth.lead')}>
      <Group align="flex-end">
        <RateField
          label={t('bandwidth.up')}
          placeholder={t('bandwidth.none')}
          value={bandwidth.up}
          onChange={(up) => change({ bandwidth: { ...bandwidth, up } })}
        />
        <RateField
          label={t('bandwidth.down')}
          placeholder={t('bandwidth.none')}
          value={bandwidth.down}
          onChange={(down) => change({ bandwidth: { ...bandwidth, down } })}
        />
      </Group>
    </Section>
  );
}
