import { Button, Card, Group, Radio, Stack, Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { LocalTrashHint } from './local-trash-hint.tsx';
import type { Amount, Changes } from './selection.ts';

export interface PendingChangesProps {
  readonly pair: Pick<PairState, 'id'>;
  readonly changes: Changes;
  readonly freed: Amount;
  readonly fetched: Amount;
  readonly pending: boolean;
  readonly onApply: (free: boolean) => void;
  readonly onCancel: () => void;
}

/** What the changed boxes will do, before they do it. */
export function PendingChanges(props: PendingChangesProps) {
  const { pair, changes, freed, fetched, pending, onApply, onCancel } = props;
  const { t } = useTranslation(['files', 'common']);
  const format = useFormat();
  const id = useId();
  const [free, setFree] = useState(true);
  const sizeOf = ({ bytes, bound }: Amount): string => t(`size.${bound}`, { size: format.bytes(bytes) });
  const turnsOff = changes.off.length > 0;
  return (
    <Card withBorder padding="lg" component="section" aria-labelledby={id}>
      <Stack gap="md">
        <Title order={2} size="h4" id={id}>
          {t('pending.title')}
        </Title>
        <Stack gap={4} role="status">
          {turnsOff && (
            <Text size="sm">
              {t(free ? 'pending.off' : 'pending.offStays', {
                count: freed.folders,
                size: sizeOf(freed),
              })}
            </Text>
          )}
          {turnsOff && free && <LocalTrashHint pair={pair} />}
          {changes.on.length > 0 && (
            <Text size="sm">{t('pending.on', { count: fetched.folders, size: sizeOf(fetched) })}</Text>
          )}
        </Stack>
        {turnsOff && (
          <Radio.Group
            label={t('pending.files')}
            value={free ? 'free' : 'stay'}
            onChange={(value) => setFree(value === 'free')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="free" label={t('pending.free')} description={t('pending.freeHint')} />
              <Radio value="stay" label={t('pending.stay')} description={t('pending.stayHint')} />
            </Stack>
          </Radio.Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={pending}>
            {t('common:action.cancel')}
          </Button>
          <Button onClick={() => onApply(free)} loading={pending}>
            {t('pending.apply')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
