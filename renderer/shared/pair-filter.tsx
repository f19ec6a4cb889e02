import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../api/hooks.ts';

export interface PairFilterProps {
  readonly pair: string | undefined;
  readonly onChange: (pair: string | undefined) => void;
  /** Offers all of them together, under this text. */
  readonly all?: string;
}

/** Chooses one of several folders; not there while there is no choice. */
export function PairFilter({ pair, onChange, all }: PairFilterProps) {
  const { t } = useTranslation();
  const { pairs } = useAppState();
  if (pairs.length < 2) return undefined;
  const data = pairs.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      aria-label={t('choosePair')}
      data={all === undefined ? data : [{ value: '', label: all }, ...data]}
      value={pair ?? ''}
      onChange={(value) => onChange(value === null || value === '' ? undefined : value)}
      allowDeselect={false}
    />
  );
}
