import { NumberInput } from '@mantine/core';
import { useEffect, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './format.ts';

/** People think of rates in megabytes; the engine counts bytes. */
const MEGABYTE = 1_000_000;
/** What stands before the decimals, in one language or another. */
const SEPARATORS = ['.', ','];

export interface RateFieldProps {
  readonly label: string;
  /** What an empty field means, where it says so. */
  readonly placeholder?: string;
  /** Bytes per second; null for no limit. */
  readonly value: number | null;
  readonly onChange: (bytesPerSecond: number | null) => void;
}

/** A limit in MB/s; empty means none. Kept when the field is left, or with Enter; until then it stays as it is typed. */
export function RateField({ label, placeholder, value, onChange }: RateFieldProps) {
  const { t } = useTranslation();
  const { decimalSeparator } = useFormat();
  const shown = value === null ? '' : value / MEGABYTE;
  const [typed, setTyped] = useState<number | string>(shown);
  useEffect(() => setTyped(shown), [shown]);
  const keep = (): void => {
    const wanted = inBytes(typed);
    if (wanted === value) setTyped(shown);
    else onChange(wanted);
  };
  return (
    <NumberInput
      label={label}
      placeholder={placeholder}
      suffix={` ${t('ratePerSecond')}`}
      min={0}
      max={100_000}
      decimalScale={3}
      decimalSeparator={decimalSeparator}
      allowedDecimalSeparators={SEPARATORS}
      value={typed}
      onChange={setTyped}
      onChangeCapture={(event: ChangeEvent<HTMLInputElement>) => mend(event.currentTarget, decimalSeparator)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
      w={220}
    />
  );
}

/** What was typed may be `1.` or `1.50`: the field gives those as they stand, with a point in any language. */
function inBytes(typed: number | string): number | null {
  const megabytes = Number(typed);
  return megabytes > 0 ? Math.max(1, Math.round(megabytes * MEGABYTE)) : null;
}

/** The field takes another language's separator by key and paste alone: what is dropped or dictated would lose it. */
function mend(field: HTMLInputElement, separator: string): void {
  const { value, selectionEnd } = field;
  const mended = value.replaceAll(/[.,]/g, separator);
  if (mended === value) return;
  field.value = mended;
  field.setSelectionRange(selectionEnd, selectionEnd);
}
