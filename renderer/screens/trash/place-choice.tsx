import { Radio, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { FolderField } from '../../shared/folder-field.tsx';

/** Rest of the fingers before a typed folder is looked at (milliseconds). */
const SETTLE_MS = 400;

export interface PlaceChoiceProps {
  readonly pair: PairState;
  /** What is wrong with the folder that was chosen. */
  readonly error: string | undefined;
  /** Undefined: the original place; null: another one that is not known yet. */
  readonly onChoose: (to: string | null | undefined) => void;
  /** The dialogue that walks through folders was opened or closed. */
  readonly onBrowse: (opened: boolean) => void;
}

/** Where a restore goes to: back to where it was, or into another folder of this computer. */
export function PlaceChoice({ pair, error, onChoose, onBrowse }: PlaceChoiceProps) {
  const { t } = useTranslation('trash');
  const [place, setPlace] = useState('original');
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, SETTLE_MS);
  const elsewhere = place === 'elsewhere';
  useEffect(() => {
    if (!elsewhere) onChoose(undefined);
    else onChoose(settled === '' || settled !== typed ? null : settled);
  }, [elsewhere, typed, settled, onChoose]);
  return (
    <Stack gap="xs">
      <Radio.Group label={t('place.label')} value={place} onChange={setPlace}>
        <Stack gap="xs" mt={6}>
          <Radio value="original" label={t(`place.original.${pair.mode}`, { folder: pair.folder })} />
          <Radio value="elsewhere" label={t('place.elsewhere')} />
        </Stack>
      </Radio.Group>
      {elsewhere && (
        <FolderField
          label={t('place.folder')}
          description={t('place.folderHint')}
          value={typed}
          error={settled === typed && error}
          from={pair.folder}
          onChange={setTyped}
          onBrowse={onBrowse}
        />
      )}
    </Stack>
  );
}
