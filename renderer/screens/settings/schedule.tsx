import { Button, Stack, Text } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeptRule } from './kept-rule.tsx';
import { NewRule } from './new-rule.tsx';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';

const MOST_RULES = 20;

export function ScheduleSettings() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const { schedule } = settings;
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setAdding(false);
    // Once it is there again.
    requestAnimationFrame(() => add.current?.focus());
  };
  return (
    <Section title={t('schedule.title')} lead={t('schedule.lead')}>
      {schedule.length === 0 && !adding && <Text size="sm">{t('schedule.empty')}</Text>}
      <Stack gap="md">
        {schedule.map((rule, at) => (
          <KeptRule
            // Rules have no identity of their own: they are what stands at a place, as long as none goes.
            key={`${at} of ${schedule.length}`}
            number={at + 1}
            rule={rule}
            onChange={(changed) => change({ schedule: schedule.with(at, changed) })}
            onRemove={() => {
              change({ schedule: schedule.toSpliced(at, 1) });
              add.current?.focus();
            }}
          />
        ))}
        {adding && (
          <NewRule
            onSave={(rule) => {
              change({ schedule: [...schedule, rule] });
              close();
            }}
            onCancel={close}
          />
        )}
      </Stack>
      {!adding && (
        <Button
          ref={add}
          variant="default"
          leftSection={<Plus size={16} aria-hidden />}
          disabled={schedule.length >= MOST_RULES}
          onClick={() => setAdding(true)}
          w="fit-content"
        >
          {t('schedule.add')}
        </Button>
      )}
    </Section>
  );
}
