import { Anchor, Button, Group, Modal, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retention } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';

/** Offered where there is no rule yet (days). Source: the design. */
const OFFERED_DAYS = 90;
const MOST_DAYS = 36_500;

export interface RetentionLineProps {
  readonly pair: string;
  /** The rule was changed: rows expire at another time. */
  readonly onChanged: () => void;
}

/** How long the trash keeps things, and the way to change it. Who may not see the rule goes without the line. */
export function RetentionLine({ pair, onChanged }: RetentionLineProps) {
  const { t } = useTranslation('trash');
  const api = useApi();
  const [editing, setEditing] = useState(false);
  const { data: retention } = useQuery(api.trash.retention.queryOptions({ input: { pair } }));
  return (
    <Text size="sm" c="dimmed" span>
      {retention !== undefined && <RuleText retention={retention} />}{' '}
      {retention?.supported === true && (
        <Anchor component="button" underline="always" onClick={() => setEditing(true)}>
          {t('retention.change')}
        </Anchor>
      )}
      <Modal
        opened={editing}
        onClose={() => setEditing(false)}
        title={t('retention.title')}
        closeButtonProps={{ 'aria-label': t('retention.close') }}
      >
        {retention !== undefined && (
          <RetentionForm
            pair={pair}
            retention={retention}
            onDone={() => {
              setEditing(false);
              onChanged();
            }}
          />
        )}
      </Modal>
    </Text>
  );
}

function RuleText({ retention: { expiry, supported } }: { readonly retention: Retention }) {
  const { t } = useTranslation('trash');
  if (!supported) return t('retention.unsupported');
  if (expiry === null) return t('retention.forever');
  const { days: count, rule, ours } = expiry;
  return ours ? t('retention.days', { count }) : t('retention.foreign', { count, rule });
}

interface RetentionFormProps {
  readonly pair: string;
  readonly retention: Retention;
  readonly onDone: () => void;
}

function RetentionForm({ pair, retention, onDone }: RetentionFormProps) {
  const { t } = useTranslation(['trash', 'common']);
  const api = useApi();
  const queries = useQueryClient();
  const [kept, setKept] = useState(retention.days === null ? 'forever' : 'days');
  const [days, setDays] = useState<number | string>(retention.days ?? OFFERED_DAYS);
  const set = useMutation(
    api.trash.setRetention.mutationOptions({
      onSuccess(now) {
        queries.setQueryData(api.trash.retention.queryKey({ input: { pair } }), now);
        onDone();
      },
    }),
  );
  const typed = Number(days);
  const valid = kept === 'forever' || (Number.isInteger(typed) && typed >= 1 && typed <= MOST_DAYS);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (valid) set.mutate({ pair, days: kept === 'forever' ? null : typed });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group label={t('retention.label')} value={kept} onChange={setKept}>
          <Stack gap="xs" mt={6}>
            <Radio value="days" label={t('retention.someDays')} />
            <Radio value="forever" label={t('retention.keepForever')} />
          </Stack>
        </Radio.Group>
        {kept === 'days' && (
          <NumberInput
            label={t('retention.number')}
            min={1}
            max={MOST_DAYS}
            value={days}
            onChange={setDays}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('retention.byBucket')}{' '}
          {retention.otherRules > 0 && t('retention.others', { count: retention.otherRules })}
        </Text>
        {set.error !== null && <ErrorNotice error={set.error} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!valid} loading={set.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
