import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState, TrashSelection } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { filledWith, meantBy, typedOver } from './field-time.ts';
import { folderOf } from './filters.ts';
import { toLocalTime } from './local-time.ts';
import { QuickTimes } from './quick-times.tsx';
import { useBegan } from './use-began.ts';

export interface AsOfFormProps {
  /** Offered as the area; empty: everything. */
  readonly folder: string;
  readonly pair: Pick<PairState, 'id' | 'name'>;
  readonly onChoose: (selection: TrashSelection) => void;
  readonly onCancel: () => void;
}

/** Asks for a time and an area to bring back as they were then. */
export function AsOfForm({ folder: offered, pair, onChoose, onCancel }: AsOfFormProps) {
  const { t } = useTranslation(['trash', 'common']);
  const format = useFormat();
  const [openedMs] = useState(() => Date.now());
  const [time, setTime] = useState(filledWith(undefined));
  const [area, setArea] = useState(offered === '' ? 'all' : 'folder');
  const [folder, setFolder] = useState(offered);
  const asOfMs = meantBy(time);
  const future = asOfMs !== undefined && asOfMs > Date.now();
  const began = useBegan(pair.id);
  const tooEarly = asOfMs !== undefined && began.sinceMs !== undefined && asOfMs < began.sinceMs;
  const fault = future
    ? t('asOf.future')
    : tooEarly && t('asOf.tooEarly', { name: pair.name, time: format.dateTimeSeconds(began.sinceMs) });
  // Not so for a time that is too early: what it would do is shown before it is done, and asked about.
  const ready = asOfMs !== undefined && !future && (area === 'all' || folderOf(folder) !== '');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    onChoose({ kind: 'as-of', asOfMs, paths: area === 'all' ? [] : [folderOf(folder)] });
  };
  // The browser's own check compares texts, and in the hour after a clock was put back an earlier time reads later.
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{t('asOf.lead')}</Text>
        <Stack gap="xs">
          <TextInput
            type="datetime-local"
            step={1}
            label={t('asOf.time')}
            data-autofocus
            max={toLocalTime(openedMs)}
            value={time.text}
            error={fault}
            onChange={({ currentTarget }) => setTime(typedOver(time, currentTarget.value))}
          />
          <QuickTimes
            nowMs={openedMs}
            began={began}
            time={asOfMs}
            onChoose={(ms) => setTime(filledWith(ms))}
          />
        </Stack>
        <Radio.Group label={t('asOf.area')} value={area} onChange={setArea}>
          <Stack gap="xs" mt={6}>
            <Radio value="all" label={t('asOf.all', { name: pair.name })} />
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
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t('asOf.preview')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
