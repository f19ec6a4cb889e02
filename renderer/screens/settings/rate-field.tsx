import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** People think of rates in megabytes; the engine counts bytes. */
const MEGABYTE = 1_000_000;

export interface RateFieldProps {
  readonly label: string;
  /** Bytes per second; null for no limit. */
  readonly value: number | null;
  readonly onChange: (bytesPerSecond: number | null) => void;
}

/** A limit in MB/s; empty means none. Kept when the field is left, or with Enter. */
export function RateField({ label, value, onChange }: RateFieldProps) {
  const { t } = useTranslation('settings');
  const shown = value === null ? '' : value / MEGABYTE;
  const [typed, setTyped] = useState<number | string>(shown);
  useEffect(() => setTyped(shown), [shown]);
  const keep = (): void => {
    const wanted = typeof typed === 'number' && typed > 0 ? Math.max(1, Math.round(typed * MEGABYTE)) : null;
    if (wanted === value) setTyped(shown);
    else onChange(wanted);
  };
  return (
    <NumberInput
      label={label}
      placeholder={t('bandwidth.none')}
      suffix={` ${t('bandwidth.unit')}`}
      min={0}
      max={100_000}
      decimalScale={3}
      value={typed}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
      w={220}
    />
  );
}
