import { Button, Stack, Text } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import { RuleEditor } from './rule-editor.tsx';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';

/** What a new rule says until it is changed: office hours. */
const FRESH: ScheduleRule = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', effect: 'pause' };
const MOST_RULES = 20;

export function ScheduleSettings() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const { schedule } = settings;
  return (
    <Section title={t('schedule.title')} lead={t('schedule.lead')}>
      {schedule.length === 0 && <Text size="sm">{t('schedule.empty')}</Text>}
      <Stack gap="md">
        {schedule.map((rule, at) => (
          <RuleEditor
            // Rules have no identity of their own: they are what stands at a place.
            key={at}
            number={at + 1}
            rule={rule}
            onChange={(changed) => change({ schedule: schedule.with(at, changed) })}
            onRemove={() => change({ schedule: schedule.toSpliced(at, 1) })}
          />
        ))}
      </Stack>
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        disabled={schedule.length >= MOST_RULES}
        onClick={() => change({ schedule: [...schedule, FRESH] })}
        w="fit-content"
      >
        {t('schedule.add')}
      </Button>
    </Section>
  );
}
