import { SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppSettings } from '../../../sync-engine/contract/api/index.ts';
import { useAppState } from '../../api/hooks.ts';
import { LANGUAGES } from '../../i18n/language.ts';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';

const THEMES = ['system', 'light', 'dark'] as const;

export function General() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const { host } = useAppState();
  const themeLabel = useId();
  const languages = [
    { value: 'system', label: t('general.system') },
    ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
  ];
  return (
    <Section title={t('general.title')}>
      <Select
        label={t('general.language')}
        data={languages}
        value={settings.language}
        allowDeselect={false}
        onChange={(value) => change({ language: value as AppSettings['language'] })}
        maw={320}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500} id={themeLabel}>
          {t('general.theme')}
        </Text>
        <SegmentedControl
          aria-labelledby={themeLabel}
          data={THEMES.map((value) => ({ value, label: t(`general.themes.${value}`) }))}
          value={settings.theme}
          onChange={(value) => change({ theme: value })}
          maw={400}
        />
      </Stack>
      <DeviceName name={settings.deviceName} onChange={(deviceName) => change({ deviceName })} />
      {host.loginItem && (
        <Switch
          label={t('general.login')}
          checked={settings.startAtLogin}
          onChange={(event) => change({ startAtLogin: event.currentTarget.checked })}
        />
      )}
      {host.systemTrash && (
        <Switch
          label={t('general.systemTrash')}
          description={t('general.systemTrashHint')}
          checked={settings.systemTrash}
          onChange={(event) => change({ systemTrash: event.currentTarget.checked })}
        />
      )}
    </Section>
  );
}

interface DeviceNameProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

/** Kept when the field is left, or with Enter; an empty name puts the old one back. */
function DeviceName({ name, onChange }: DeviceNameProps) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const keep = (): void => {
    const wanted = typed.trim();
    if (wanted === '') setTyped(name);
    else if (wanted !== name) onChange(wanted);
  };
  return (
    <TextInput
      label={t('general.device')}
      description={t('general.deviceHint')}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
      maw={480}
    />
  );
}
