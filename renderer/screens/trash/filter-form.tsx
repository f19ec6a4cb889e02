import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashFilter, TrashReason } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { useFormat } from '../../shared/format.ts';
import { filledWith, meantBy, typedOver } from './field-time.ts';
import { filterFaults, folderOf, withConditions } from './filters.ts';
import { REASONS } from './reasons.ts';

/** Sizes are typed in megabytes, of 1,000,000 bytes as everywhere in the app. */
const MEGABYTE = 1_000_000;

export interface FilterFormProps {
  readonly pair: string;
  readonly filter: TrashFilter;
  readonly onApply: (filter: TrashFilter) => void;
}

/** All conditions but the search; they hold once they are applied. */
export function FilterForm({ pair, filter, onApply }: FilterFormProps) {
  const { t } = useTranslation('trash');
  const format = useFormat();
  const api = useApi();
  const facets = useQuery({ ...api.trash.facets.queryOptions({ input: { pair } }), staleTime: 0 }).data;
  const [folder, setFolder] = useState(filter.folder ?? '');
  const [device, setDevice] = useState(filter.device ?? '');
  const [reasons, setReasons] = useState<readonly string[]>(filter.reasons ?? []);
  const [least, setLeast] = useState(megabytes(filter.minSize));
  const [most, setMost] = useState(megabytes(filter.maxSize));
  const [from, setFrom] = useState(filledWith(filter.fromMs));
  const [to, setTo] = useState(filledWith(filter.toMs));
  const countOf = (reason: TrashReason): number =>
    facets?.reasons.find((facet) => facet.reason === reason)?.count ?? 0;

  const conditions: TrashFilter = {
    folder: folderOf(folder),
    device,
    reasons: REASONS.filter((reason) => reasons.includes(reason)),
    minSize: bytesOf(least),
    maxSize: bytesOf(most),
    fromMs: meantBy(from),
    toMs: meantBy(to),
  };
  const faults = filterFaults(conditions);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!faults.size && !faults.time) onApply(withConditions(filter, conditions));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('filter.folder')}
          placeholder={t('filter.folderExample')}
          autoComplete="off"
          value={folder}
          onChange={({ currentTarget }) => setFolder(currentTarget.value)}
        />
        <NativeSelect
          label={t('filter.device')}
          value={device}
          onChange={({ currentTarget }) => setDevice(currentTarget.value)}
          data={[
            { value: '', label: t('filter.anyDevice') },
            ...(facets?.devices ?? []).map(({ name, count }) => ({
              value: name,
              label: `${name} (${format.number(count)})`,
            })),
          ]}
        />
        <Checkbox.Group label={t('filter.reasons')} value={[...reasons]} onChange={setReasons}>
          <Group gap="md" mt={4}>
            {REASONS.filter((reason) => countOf(reason) > 0 || reasons.includes(reason)).map((reason) => (
              <Checkbox
                key={reason}
                value={reason}
                label={`${t(`reason.${reason}`)} (${format.number(countOf(reason))})`}
              />
            ))}
          </Group>
        </Checkbox.Group>
        <Group grow gap="sm" align="flex-start">
          <NumberInput label={t('filter.minSize')} min={0} value={least} onChange={setLeast} />
          <NumberInput
            label={t('filter.maxSize')}
            min={0}
            value={most}
            error={faults.size && t('filter.sizeReversed')}
            onChange={setMost}
          />
        </Group>
        <TextInput
          type="datetime-local"
          step={1}
          label={t('filter.from')}
          value={from.text}
          onChange={({ currentTarget }) => setFrom(typedOver(from, currentTarget.value))}
        />
        <TextInput
          type="datetime-local"
          step={1}
          label={t('filter.to')}
          value={to.text}
          error={faults.time && t('filter.timeReversed')}
          onChange={({ currentTarget }) => setTo(typedOver(to, currentTarget.value))}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={faults.size || faults.time}>
            {t('filter.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function megabytes(bytes: number | undefined): number | string {
  return bytes === undefined ? '' : bytes / MEGABYTE;
}

function bytesOf(typed: number | string): number | undefined {
  return typed === '' || Number.isNaN(Number(typed)) ? undefined : Math.round(Number(typed) * MEGABYTE);
}
