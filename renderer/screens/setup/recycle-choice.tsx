import { Autocomplete, Checkbox, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BucketFacts } from './bucket-facts.tsx';
import type { Draft, DraftAction } from './draft.ts';
import type { BucketLook } from './use-bucket.ts';

export interface RecycleChoiceProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly look: BucketLook;
  readonly error: string | undefined;
}

/** Where deleted and replaced files go, and for how long. */
export function RecycleChoice({ draft, dispatch, look, error }: RecycleChoiceProps) {
  const { t } = useTranslation('setup');
  const { areas, opened } = draft;
  const facts = error === undefined ? look.info : undefined;
  const mayHaveRule =
    facts?.exists === true && facts.lifecycle !== 'unsupported' && facts.retentionDays === null;
  const days = (
    <NumberInput
      aria-label={t('recycle.days')}
      value={areas.retentionDays}
      min={1}
      max={36_500}
      w={100}
      size="xs"
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(value) =>
        typeof value === 'number' && dispatch({ type: 'areas', change: { retentionDays: value } })
      }
    />
  );
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t('recycle.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('recycle.why')}
      </Text>
      <Autocomplete
        label={t('recycle.label')}
        value={areas.recycle}
        data={(opened?.buckets ?? []).filter((name) => name !== areas.bucket)}
        limit={50}
        error={error}
        autoComplete="off"
        spellCheck={false}
        onChange={(value) => dispatch({ type: 'areas', change: { recycle: value.trim() } })}
      />
      {error === undefined && <BucketFacts look={look} recycle />}
      {facts?.exists === false && (
        <Group gap="xs">
          <Text size="sm">{t('recycle.keep')}</Text>
          {days}
          <Text size="sm">{t('recycle.unit')}</Text>
        </Group>
      )}
      {mayHaveRule && (
        <Group gap="xs">
          <Checkbox
            label={t('recycle.addRule', { count: facts.otherRules })}
            checked={areas.addRule}
            onChange={({ currentTarget }) =>
              dispatch({ type: 'areas', change: { addRule: currentTarget.checked } })
            }
          />
          {areas.addRule && (
            <Group gap="xs">
              {days}
              <Text size="sm">{t('recycle.unit')}</Text>
            </Group>
          )}
        </Group>
      )}
    </Stack>
  );
}
