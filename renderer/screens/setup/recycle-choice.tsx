import { Autocomplete, Checkbox, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BucketInfo } from '../../../sync-engine/contract/api/index.ts';
import { BucketFacts } from './bucket-facts.tsx';
import type { Areas, Draft, DraftAction } from './draft.ts';
import type { BucketLook } from './use-bucket.ts';

export interface RecycleChoiceProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly look: BucketLook;
  /** Where a new bucket goes; undefined where regions mean nothing. */
  readonly region: string | undefined;
  readonly error: string | undefined;
}

/** Whether a rule can be made here: there is none that lets the entries expire, and the provider has rules. */
export function mayExpire(facts: BucketInfo | undefined): boolean {
  return facts !== undefined && facts.lifecycle !== 'unsupported' && facts.expiry === null;
}

/** Whether a rule is wanted: as the person said, else for a bucket that is made here. */
export function expires(areas: Areas, facts: BucketInfo | undefined): boolean {
  return areas.expires ?? facts?.exists === false;
}

/** Where deleted and replaced files go, and for how long. */
export function RecycleChoice({ draft, dispatch, look, region, error }: RecycleChoiceProps) {
  const { t } = useTranslation('setup');
  const { areas, opened } = draft;
  const facts = error === undefined ? look.info : undefined;
  const chosen = expires(areas, facts);
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
      {error === undefined && <BucketFacts look={look} region={region} recycle />}
      {mayExpire(facts) && (
        <Group gap="xs">
          <Checkbox
            label={t('recycle.addRule', { count: facts?.otherRules ?? 0 })}
            checked={chosen}
            onChange={({ currentTarget }) =>
              dispatch({ type: 'areas', change: { expires: currentTarget.checked } })
            }
          />
          {chosen && (
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
