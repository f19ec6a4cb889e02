import { Alert, Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState, Retention } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import classes from './retention.module.css';
import { Section } from './section.tsx';

/** What is offered where there is no rule yet. */
const OFFERED_DAYS = 90;

export function RetentionSettings() {
  const { t } = useTranslation('settings');
  const { pairs } = useAppState();
  if (pairs.length === 0) return undefined;
  return (
    <Section title={t('retention.title')} lead={t('retention.lead')}>
      {pairs.map((pair) => (
        <PairRetention key={pair.id} pair={pair} />
      ))}
    </Section>
  );
}

function PairRetention({ pair }: { readonly pair: PairState }) {
  const api = useApi();
  const found = useQuery(api.trash.retention.queryOptions({ input: { pair: pair.id } }));
  if (found.isPending) return <Loading />;
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  // Begun anew with what the provider answers.
  return <RetentionForm key={found.data.days} pair={pair} retention={found.data} />;
}

interface RetentionFormProps {
  readonly pair: PairState;
  readonly retention: Retention;
}

function RetentionForm({ pair, retention }: RetentionFormProps) {
  const { t } = useTranslation('settings');
  const api = useApi();
  const queries = useQueryClient();
  const [days, setDays] = useState<number | string>(retention.days ?? OFFERED_DAYS);
  const [forever, setForever] = useState(retention.days === null);
  const save = useMutation(
    api.trash.setRetention.mutationOptions({
      onSuccess: (answer) =>
        queries.setQueryData(api.trash.retention.queryKey({ input: { pair: pair.id } }), answer),
    }),
  );
  if (!retention.supported) {
    return (
      <Text size="sm">
        <b>{pair.name}:</b> {t('retention.unsupported')}
      </Text>
    );
  }
  const label = t('retention.days', { pair: pair.name });
  const wanted = forever ? null : Number(days);
  const shorter = wanted !== null && wanted < (retention.days ?? Infinity);
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="md">
        <NumberInput
          label={label}
          labelProps={{ title: label }}
          classNames={{ label: classes['label'] ?? '' }}
          min={1}
          max={36_500}
          allowDecimal={false}
          clampBehavior="strict"
          value={days}
          disabled={forever}
          onChange={setDays}
          w={280}
          maw="100%"
        />
        <Checkbox
          label={t('retention.forever')}
          checked={forever}
          onChange={(event) => setForever(event.currentTarget.checked)}
          mb={8}
        />
        <Button
          variant="default"
          disabled={wanted === retention.days || wanted === 0}
          loading={save.isPending}
          onClick={() => save.mutate({ pair: pair.id, days: wanted })}
        >
          {t('retention.set')}
        </Button>
      </Group>
      {shorter && wanted > 0 && (
        <Alert color="orange" role="status">
          {t('retention.shorter', { days: wanted })}
        </Alert>
      )}
      {retention.expiry?.ours === false && (
        <Alert color="orange">
          {t('retention.foreign', { count: retention.expiry.days, rule: retention.expiry.rule })}
        </Alert>
      )}
      {retention.otherRules > 0 && (
        <Text size="sm" c="dimmed">
          {t('retention.others', { count: retention.otherRules })}
        </Text>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
    </Stack>
  );
}
