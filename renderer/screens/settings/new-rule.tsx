import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { RuleFields } from './rule-fields.tsx';
import { isWhole, ruleSentence } from './rule-words.ts';

/** What a new rule says until it is changed: office hours. */
const FRESH: ScheduleRule = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', effect: 'pause' };

export interface NewRuleProps {
  readonly onSave: (rule: ScheduleRule) => void;
  readonly onCancel: () => void;
}

/** A rule that is being made. It holds once it is saved, and says before what it will do. */
export function NewRule({ onSave, onCancel }: NewRuleProps) {
  const { t, i18n } = useTranslation(['settings', 'common']);
  const format = useFormat();
  const [rule, setRule] = useState(FRESH);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const save = (): void => {
    if (isWhole(rule)) onSave(rule);
    else form.current?.querySelector<HTMLElement>('[data-fault] input')?.focus();
  };
  return (
    <div ref={form}>
      <RuleFields
        legend={t('schedule.new')}
        rule={rule}
        onChange={setRule}
        noDays={t('schedule.noDays')}
        noLimits={t('schedule.noLimits')}
      >
        <Text size="sm" role="status">
          {isWhole(rule) && ruleSentence(rule, { t, language: i18n.language, format })}
        </Text>
        <Group gap="sm">
          <Button onClick={save}>{t('schedule.save')}</Button>
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      </RuleFields>
    </div>
  );
}
