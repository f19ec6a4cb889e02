import { NumberInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** People think of rates in megabytes; the engine counts bytes. */
const MEGABYTE = 1_000_000;
/** Source: the contract. */
const MOST_TRANSFERS = 128;

type Field = number | '';

export function LimitsDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const { limits = {} } = pair;
  const [up, setUp] = useState(inMegabytes(limits.uploadBytesPerSecond));
  const [down, setDown] = useState(inMegabytes(limits.downloadBytesPerSecond));
  const [transfers, setTransfers] = useState<Field>(limits.transfers ?? '');
  const change = useMutation(api.pairs.setLimits.mutationOptions({ onSuccess: onClose }));
  const rates = [
    { text: t('limits.up'), value: up, set: setUp },
    { text: t('limits.down'), value: down, set: setDown },
  ];
  return (
    <FormDialog
      title={t('limits.title', { name: pair.name })}
      error={change.error}
      saving={change.isPending}
      valid
      onSave={() =>
        change.mutate({
          pair: pair.id,
          up: inBytes(up),
          down: inBytes(down),
          transfers: transfers === '' ? null : transfers,
        })
      }
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t('limits.lead')}
      </Text>
      {rates.map(({ text, value, set }) => (
        <NumberInput
          key={text}
          label={text}
          value={value}
          onChange={(given) => set(numberOf(given))}
          min={0}
          decimalScale={3}
        />
      ))}
      <NumberInput
        label={t('limits.transfers')}
        value={transfers}
        onChange={(given) => setTransfers(numberOf(given))}
        min={1}
        max={MOST_TRANSFERS}
        allowDecimal={false}
      />
    </FormDialog>
  );
}

function inMegabytes(bytes: number | undefined): Field {
  return bytes === undefined ? '' : bytes / MEGABYTE;
}

function inBytes(megabytes: Field): number | null {
  return megabytes === '' ? null : Math.max(1, Math.round(megabytes * MEGABYTE));
}

function numberOf(given: number | string): Field {
  return typeof given === 'number' && given > 0 ? given : '';
}
