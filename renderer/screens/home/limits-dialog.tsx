import { NumberInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { RateField } from '../../shared/rate-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Source: the contract. */
const MOST_TRANSFERS = 128;

/** How fast one folder may go, and how many files at a time. */
export function LimitsDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const { limits = {} } = pair;
  const [up, setUp] = useState(limits.uploadBytesPerSecond ?? null);
  const [down, setDown] = useState(limits.downloadBytesPerSecond ?? null);
  const [transfers, setTransfers] = useState<number | string>(limits.transfers ?? '');
  const change = useMutation(api.pairs.setLimits.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('limits.title', { name: pair.name })}
      error={change.error}
      saving={change.isPending}
      valid
      onSave={() =>
        change.mutate({
          pair: pair.id,
          up,
          down,
          transfers: Number(transfers) > 0 ? Number(transfers) : null,
        })
      }
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t('limits.lead')}
      </Text>
      <RateField label={t('limits.up')} value={up} onChange={setUp} />
      <RateField label={t('limits.down')} value={down} onChange={setDown} />
      <NumberInput
        label={t('limits.transfers')}
        value={transfers}
        onChange={setTransfers}
        min={1}
        max={MOST_TRANSFERS}
        allowDecimal={false}
        w={220}
      />
    </FormDialog>
  );
}
