import { Button, Group } from '@mantine/core';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TrashFilter } from '../../../sync-engine/contract/api/index.ts';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import { useFormat, useRegion } from '../../shared/format.ts';
import { partsOf, without, type FilterPart } from './filters.ts';
import { spanText } from './span-text.ts';

export interface FilterChipsProps {
  readonly filter: TrashFilter;
  readonly onFilter: (filter: TrashFilter) => void;
}

/** What is filtered by: each goes by a press. */
export function FilterChips({ filter, onFilter }: FilterChipsProps) {
  const { t } = useTranslation('trash');
  const textOf = useChipText();
  const parts = partsOf(filter);
  if (parts.length === 0) return undefined;
  return (
    <Group gap={6} role="group" aria-label={t('filter.active')}>
      {parts.map((part) => {
        const text = textOf(part, filter);
        return (
          <Button
            key={part}
            size="compact-sm"
            radius="xl"
            variant="light"
            rightSection={<X size={14} aria-hidden />}
            aria-label={t('filter.remove', { filter: text })}
            maw="100%"
            onClick={() => onFilter(without(filter, part))}
          >
            {text}
          </Button>
        );
      })}
      <Button size="compact-sm" variant="subtle" onClick={() => onFilter({})}>
        {t('filter.clear')}
      </Button>
    </Group>
  );
}

function useChipText(): (part: FilterPart, filter: TrashFilter) => string {
  const { t } = useTranslation('trash');
  const region = useRegion();
  const format = useFormat();
  return (part, { search = '', folder = '', device = '', reasons = [], minSize, maxSize, fromMs, toMs }) => {
    switch (part) {
      case 'search':
        return t('chip.search', { text: search });
      case 'folder':
        return t('chip.folder', { folder });
      case 'device':
        return t('chip.device', { device });
      case 'reasons':
        return reasons.map((reason) => t(`reason.${reason}`)).join(', ');
      case 'size':
        if (minSize === undefined) return t('chip.sizeTo', { size: format.bytes(maxSize ?? 0) });
        if (maxSize === undefined) return t('chip.sizeFrom', { size: format.bytes(minSize) });
        return `${format.bytes(minSize)} – ${format.bytes(maxSize)}`;
      case 'time':
        if (fromMs === undefined) return t('chip.timeTo', { time: format.dateTime(toMs ?? 0) });
        if (toMs === undefined) return t('chip.timeFrom', { time: format.dateTime(fromMs) });
        return spanText(region, fromMs, toMs);
      default:
        return assertNever(part);
    }
  };
}
