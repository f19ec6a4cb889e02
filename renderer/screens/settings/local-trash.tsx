import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { Confirm } from '../../shared/confirm.tsx';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { Section } from './section.tsx';

/** What lies in the trash of this computer, with its size, and a way to be rid of it sooner. */
export function LocalTrashSettings() {
  const { t } = useTranslation('settings');
  const { pairs } = useAppState();
  if (pairs.length === 0) return undefined;
  return (
    <Section title={t('localTrash.title')} lead={t('localTrash.lead')}>
      {pairs.map((pair) => (
        <PairLocalTrash key={pair.id} pair={pair} />
      ))}
    </Section>
  );
}

function PairLocalTrash({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const input = { pair: pair.id };
  const found = useQuery(api.tracking.localTrash.queryOptions({ input, staleTime: 0 }));
  const empty = useMutation(
    api.tracking.emptyLocalTrash.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.tracking.localTrash.queryKey({ input }) }),
    }),
  );
  if (found.isPending) return <Loading />;
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  const { files, bytes, days, untilMs } = found.data;
  const holds = t('localTrash.holds', { count: files, size: format.bytes(bytes) });
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="md">
        <Text size="sm" style={{ flex: '1 1 14rem' }} className="path">
          <b>{pair.name}:</b> {files === 0 ? t('localTrash.none') : holds}{' '}
          {files > 0 && (
            <Text span c="dimmed">
              {t('localTrash.days', { count: days })}
            </Text>
          )}
        </Text>
        {files > 0 && (
          <Button
            variant="default"
            loading={empty.isPending}
            aria-label={t('localTrash.emptyOf', { pair: pair.name })}
            onClick={() => setAsking(true)}
          >
            {t('localTrash.empty')}
          </Button>
        )}
      </Group>
      <Confirm
        opened={asking}
        title={t('localTrash.ask', { pair: pair.name })}
        confirm={t('localTrash.confirm', { count: files })}
        onConfirm={() => empty.mutate({ ...input, untilMs })}
        onClose={() => setAsking(false)}
      >
        {t('localTrash.warning', { size: format.bytes(bytes) })}
      </Confirm>
      {empty.isError && <ErrorNotice error={empty.error} />}
    </Stack>
  );
}
