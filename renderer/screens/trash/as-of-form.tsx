import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashSelection } from '../../../sync-engine/contract/api/index.ts';
import { folderOf } from './filters.ts';
import { fromLocalTime, QUICK_TIMES, quickTime, toLocalTime } from './local-time.ts';

export interface AsOfFormProps {
  /** Offered as the area; empty: everything. */
  readonly folder: string;
  readonly pairName: string;
  readonly onChoose: (selection: TrashSelection) => void;
}

/** Asks for a time and an area to bring back as they were then. */
export function AsOfForm({ folder: offered, pairName, onChoose }: AsOfFormProps) {
  const { t } = useTranslation('trash');
  const [openedMs] = useState(() => Date.now());
  const [time, setTime] = useState('');
  const [area, setArea] = useState(offered === '' ? 'all' : 'folder');
  const [folder, setFolder] = useState(offered);
  const asOfMs = fromLocalTime(time);
  const future = asOfMs !== undefined && asOfMs > Date.now();
  const ready = asOfMs !== undefined && !future && (area === 'all' || folderOf(folder) !== '');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    onChoose({ kind: 'as-of', asOfMs, paths: area === 'all' ? [] : [folderOf(folder)] });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{t('asOf.lead')}</Text>
        <Stack gap="xs">
          <TextInput
            type="datetime-local"
            step={1}
            label={t('asOf.time')}
            data-autofocus
            max={toLocalTime(openedMs)}
            value={time}
            error={future && t('asOf.future')}
            onChange={({ currentTarget }) => setTime(currentTarget.value)}
          />
          <Group gap="xs" role="group" aria-label={t('asOf.quick')}>
            {QUICK_TIMES.map((which) => {
              const ms = quickTime(which, openedMs);
              return ms === undefined ? undefined : (
                <Button
                  key={which}
                  size="compact-sm"
                  radius="xl"
                  variant="light"
                  aria-pressed={time === toLocalTime(ms)}
                  onClick={() => setTime(toLocalTime(ms))}
                >
                  {t(`asOf.${which}`)}
                </Button>
              );
            })}
          </Group>
        </Stack>
        <Radio.Group label={t('asOf.area')} value={area} onChange={setArea}>
          <Stack gap="xs" mt={6}>
            <Radio value="all" label={t('asOf.all', { name: pairName })} />
            <Radio value="folder" label={t('asOf.folder')} />
          </Stack>
        </Radio.Group>
        {area === 'folder' && (
          <TextInput
            label={t('asOf.folderPath')}
            placeholder={t('filter.folderExample')}
            autoComplete="off"
            value={folder}
            onChange={({ currentTarget }) => setFolder(currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={!ready}>
            {t('asOf.preview')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
