import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { FolderBrowser } from '../../shared/folder-browser.tsx';

/** Rest of the fingers before a typed folder is looked at (milliseconds). */
const SETTLE_MS = 400;

export interface PlaceChoiceProps {
  readonly pair: PairState;
  /** Undefined: the original place; null: another one that is not known yet. */
  readonly onChoose: (to: string | null | undefined) => void;
  /** The dialogue that walks through folders was opened or closed. */
  readonly onBrowse: (opened: boolean) => void;
}

/** Where a restore goes to: back to where it was, or into another folder of this computer. */
export function PlaceChoice({ pair, onChoose, onBrowse }: PlaceChoiceProps) {
  const { t } = useTranslation('trash');
  const api = useApi();
  const [place, setPlace] = useState('original');
  const [typed, setTyped] = useState('');
  const [browsing, setBrowsing] = useState(false);
  const [settled] = useDebouncedValue(typed, SETTLE_MS);
  const elsewhere = place === 'elsewhere';
  const offers = useQuery({ ...api.setup.offers.queryOptions(), enabled: elsewhere });
  useEffect(() => {
    if (!elsewhere) onChoose(undefined);
    else onChoose(settled === '' || settled !== typed ? null : settled);
  }, [elsewhere, typed, settled, onChoose]);
  const browse = (opened: boolean): void => {
    setBrowsing(opened);
    onBrowse(opened);
  };
  return (
    <Stack gap="xs">
      <Radio.Group label={t('place.label')} value={place} onChange={setPlace}>
        <Stack gap="xs" mt={6}>
          <Radio value="original" label={t(`place.original.${pair.mode}`, { folder: pair.folder })} />
          <Radio value="elsewhere" label={t('place.elsewhere')} />
        </Stack>
      </Radio.Group>
      {elsewhere && (
        <Group gap="xs" align="flex-end">
          <TextInput
            label={t('place.folder')}
            description={t('place.folderHint')}
            flex={1}
            miw={220}
            autoComplete="off"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button variant="default" onClick={() => browse(true)}>
            {t('place.browse')}
          </Button>
        </Group>
      )}
      {offers.data !== undefined && (
        <FolderBrowser
          opened={browsing}
          from={typed === '' ? pair.folder : typed}
          separator={offers.data.separator}
          onClose={() => browse(false)}
          onChoose={(path) => {
            setTyped(path);
            browse(false);
          }}
        />
      )}
    </Stack>
  );
}
