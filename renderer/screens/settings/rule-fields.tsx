import { Card, Chip, Fieldset, Group, Input, NativeSelect, Stack, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import { RateField } from '../../shared/rate-field.tsx';
import { DAYS, dayName } from './rule-words.ts';

export interface RuleFieldsProps {
  readonly legend: string;
  readonly rule: ScheduleRule;
  /** The rule as it is in the fields now; it may have no day. */
  readonly onChange: (rule: ScheduleRule) => void;
  /** What is said while no day is ticked. */
  readonly noDays: string;
  /** What is said while it goes slower without a limit. */
  readonly noLimits: string;
  /** Beside the fields. */
  readonly aside?: ReactNode;
  /** Below them. */
  readonly children?: ReactNode;
}

const NO_LIMITS = { up: null, down: null };

/** The fields of one rule of the schedule: on which days, from when to when, and what then. */
export function RuleFields(props: RuleFieldsProps) {
  const { legend, rule, onChange, aside, children } = props;
  const { t, i18n } = useTranslation('settings');
  const { days, from, to, effect } = rule;
  const noDays = useId();
  const noLimits = useId();
  const isEndless = effect !== 'pause' && effect.up === null && effect.down === null;
  return (
    <Card withBorder padding="md" radius="sm">
      <Fieldset variant="unstyled" legend={legend}>
        <Stack gap="sm">
          <Chip.Group
            multiple
            value={days.map(String)}
            onChange={(chosen) => onChange({ ...rule, days: chosen.map(Number).toSorted((a, b) => a - b) })}
          >
            <Group
              gap={6}
              role="group"
              aria-label={t('schedule.days')}
              {...(days.length === 0 ? { 'data-fault': true, 'aria-describedby': noDays } : {})}
            >
              {DAYS.map((day) => (
                <Chip key={day} value={String(day)} size="sm">
                  {dayName(day, i18n.language, 'short')}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          {days.length === 0 && (
            <Input.Error id={noDays} role="alert" size="sm">
              {props.noDays}
            </Input.Error>
          )}
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
            {aside}
          </Group>
          {effect !== 'pause' && (
            <Group {...(isEndless ? { 'data-fault': true, 'aria-describedby': noLimits } : {})}>
              <RateField
                label={t('schedule.up')}
                placeholder={t('bandwidth.none')}
                value={effect.up}
                onChange={(up) => onChange({ ...rule, effect: { ...effect, up } })}
              />
              <RateField
                label={t('schedule.down')}
                placeholder={t('bandwidth.none')}
                value={effect.down}
                onChange={(down) => onChange({ ...rule, effect: { ...effect, down } })}
              />
            </Group>
          )}
          {isEndless && (
            <Input.Error id={noLimits} role="alert" size="sm">
              {props.noLimits}
            </Input.Error>
          )}
          {to <= from && (
            <Text size="sm" c="dimmed">
              {t('schedule.overnight', { time: to })}
            </Text>
          )}
          {children}
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
