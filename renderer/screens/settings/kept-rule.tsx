import { ActionIcon, Text } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { RuleFields } from './rule-fields.tsx';
import { isWhole, ruleSentence } from './rule-words.ts';

export interface KeptRuleProps {
  /** From 1, for people. */
  readonly number: number;
  readonly rule: ScheduleRule;
  readonly onChange: (rule: ScheduleRule) => void;
  readonly onRemove: () => void;
}

/** A rule that holds. What is changed in it holds at once; where something is missing, the rule as it was holds until it is there. */
export function KeptRule({ number, rule, onChange, onRemove }: KeptRuleProps) {
  const { t, i18n } = useTranslation('settings');
  const format = useFormat();
  const [incomplete, setIncomplete] = useState<ScheduleRule>();
  const change = (changed: ScheduleRule): void => {
    const whole = isWhole(changed);
    setIncomplete(whole ? undefined : changed);
    if (whole) onChange(changed);
  };
  const stillHolds = (fault: string): string => `${fault} ${t('schedule.untilThen')}`;
  return (
    <RuleFields
      legend={t('schedule.rule', { number })}
      rule={incomplete ?? rule}
      onChange={change}
      noDays={stillHolds(t('schedule.noDays'))}
      noLimits={stillHolds(t('schedule.noLimits'))}
      aside={
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t('schedule.remove')}
          onClick={onRemove}
        >
          <Trash2 size={18} aria-hidden />
        </ActionIcon>
      }
    >
      <Text size="sm">{ruleSentence(rule, { t, language: i18n.language, format })}</Text>
    </RuleFields>
  );
}
