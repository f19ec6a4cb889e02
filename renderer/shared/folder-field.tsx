import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FolderSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/hooks.ts';
import { FolderBrowser } from './folder-browser.tsx';

export interface FolderFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: string | false;
  /** Where browsing begins while nothing is typed; the user's folder when left out. */
  readonly from?: string;
  readonly onChange: (path: string) => void;
  /** The dialogue that walks through folders was opened or closed. */
  readonly onBrowse?: (opened: boolean) => void;
}

/** A folder of this computer: typed, or chosen in the system's dialogue, or in ours where there is none. */
export function FolderField({
  label,
  description,
  value,
  error,
  from,
  onChange,
  onBrowse,
}: FolderFieldProps) {
  const { t } = useTranslation();
  const api = useApi();
  const offers = useQuery(api.setup.offers.queryOptions());
  const [browsing, setBrowsing] = useState(false);
  const show = (opened: boolean): void => {
    setBrowsing(opened);
    onBrowse?.(opened);
  };
  const bridge = window.windlass;
  const browse = async (): Promise<void> => {
    if (bridge === undefined) return show(true);
    const picked = await bridge.pickFolder();
    if (picked !== undefined) onChange(picked);
  };
  return (
    <>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={label}
          description={description}
          value={value}
          error={error}
          autoComplete="off"
          spellCheck={false}
          flex={1}
          miw={220}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<FolderSearch size={16} aria-hidden />}
          disabled={offers.data === undefined}
          onClick={() => void browse()}
        >
          {t('action.browse')}
        </Button>
      </Group>
      {offers.data !== undefined && (
        <FolderBrowser
          opened={browsing}
          from={value === '' ? (from ?? offers.data.folder) : value}
          separator={offers.data.separator}
          onClose={() => show(false)}
          onChoose={(path) => {
            onChange(path);
            show(false);
          }}
        />
      )}
    </>
  );
}
