import { ActionIcon, Card, Chip, Fieldset, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import { RateField } from './rate-field.tsx';

export interface RuleEditorProps {
  /** From 1, for people. */
  readonly number: number;
  readonly rule: ScheduleRule;
  readonly onChange: (rule: ScheduleRule) => void;
  readonly onRemove: () => void;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const NO_LIMITS = { up: null, down: null };

/** One rule of the schedule: on which days, from when to when, and what then. */
export function RuleEditor({ number, rule, onChange, onRemove }: RuleEditorProps) {
  const { t, i18n } = useTranslation('settings');
  const { days, from, to, effect } = rule;
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' });
  return (
    <Card withBorder padding="md" radius="sm">
      <Fieldset variant="unstyled" legend={t('schedule.rule', { number })}>
        <Stack gap="sm">
          <Chip.Group
            multiple
            value={days.map(String)}
            onChange={(chosen) => {
              if (chosen.length > 0)
                onChange({ ...rule, days: chosen.map(Number).toSorted((a, b) => a - b) });
            }}
          >
            <Group gap={6} role="group" aria-label={t('schedule.days')}>
              {DAYS.map((day) => (
                <Chip key={day} value={String(day)} size="sm">
                  {/* 2024-01-01 was a Monday. */}
                  {dayName.format(new Date(2024, 0, day))}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Group align="flex-end" gap="sm">
            <Time
              label={t('schedule.from')}
              value={from}
              onChange={(value) => onChange({ ...rule, from: value })}
            />
            <Time
              label={t('schedule.to')}
              value={to}
              onChange={(value) => onChange({ ...rule, to: value })}
            />
            <NativeSelect
              label={t('schedule.effect')}
              data={[
                { value: 'pause', label: t('schedule.pause') },
                { value: 'slow', label: t('schedule.slow') },
              ]}
              value={effect === 'pause' ? 'pause' : 'slow'}
              onChange={(event) =>
                onChange({ ...rule, effect: event.currentTarget.value === 'pause' ? 'pause' : NO_LIMITS })
              }
            />
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t('schedule.remove')}
              onClick={onRemove}
            >
              <Trash2 size={18} aria-hidden />
            </ActionIcon>
          </Group>
          {to <= from && (
            <Text size="sm" c="dimmed">
              {t('schedule.overnight', { time: to })}
            </Text>
          )}
          {effect !== 'pause' && (
            <Group>
              <RateField
                label={t('schedule.up')}
                value={effect.up}
                onChange={(up) => onChange({ ...rule, effect: { ...effect, up } })}
              />
              <RateField
                label={t('schedule.down')}
                value={effect.down}
                onChange={(down) => onChange({ ...rule, effect: { ...effect, down } })}
              />
            </Group>
          )}
        </Stack>
      </Fieldset>
    </Card>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Kept when it is whole and the field is left: browsers report every digit. */
function Time({ label, value, onChange }: TimeProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TimeInput
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (/^\d\d:\d\d$/.test(typed) && typed !== value) onChange(typed);
        else setTyped(value);
      }}
    />
  );
}
