import { Button, Group, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashFilter, TrashSort } from '../../../sync-engine/contract/api/index.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { withConditions } from './filters.ts';

/** Rest of the fingers before a search begins (milliseconds). */
const SETTLE_MS = 250;

const SORTS = [
  { name: 'deletedAt.descending', sort: { by: 'deletedAt', descending: true } },
  { name: 'deletedAt.ascending', sort: { by: 'deletedAt', descending: false } },
  { name: 'path.ascending', sort: { by: 'path', descending: false } },
  { name: 'path.descending', sort: { by: 'path', descending: true } },
  { name: 'size.descending', sort: { by: 'size', descending: true } },
  { name: 'size.ascending', sort: { by: 'size', descending: false } },
] as const;

export interface FilterBarProps {
  readonly pair: string;
  readonly filter: TrashFilter;
  readonly sort: TrashSort;
  readonly onFilter: (filter: TrashFilter) => void;
  readonly onSort: (sort: TrashSort) => void;
  /** What else is in the bar. */
  readonly children: ReactNode;
}

/** Search, filters and order, and what is filtered by now. */
export function FilterBar({ pair, filter, sort, onFilter, onSort, children }: FilterBarProps) {
  const { t } = useTranslation('trash');
  const [opened, setOpened] = useState(false);
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <SearchField filter={filter} onFilter={onFilter} />
        <Popover
          opened={opened}
          onChange={setOpened}
          width={340}
          position="bottom-end"
          trapFocus
          returnFocus
          shadow="md"
        >
          <Popover.Target>
            <Button
              variant="default"
              leftSection={<SlidersHorizontal size={16} aria-hidden />}
              onClick={() => setOpened((opened) => !opened)}
            >
              {t('filter.open')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('filter.open')}>
            <FilterForm
              pair={pair}
              filter={filter}
              onApply={(filter) => {
                setOpened(false);
                onFilter(filter);
              }}
            />
          </Popover.Dropdown>
        </Popover>
        <NativeSelect
          aria-label={t('sort.label')}
          value={`${sort.by}.${sort.descending ? 'descending' : 'ascending'}`}
          data={SORTS.map(({ name }) => ({ value: name, label: t(`sort.${name}`) }))}
          onChange={({ currentTarget }) => {
            const chosen = SORTS.find(({ name }) => name === currentTarget.value);
            if (chosen !== undefined) onSort(chosen.sort);
          }}
        />
        {children}
      </Group>
      <FilterChips filter={filter} onFilter={onFilter} />
    </Stack>
  );
}

/** Keeps what is typed until it rests, and follows when the search is taken away elsewhere. */
function SearchField({ filter, onFilter }: Pick<FilterBarProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation('trash');
  const searched = filter.search ?? '';
  const [typed, setTyped] = useState(searched);
  const [sent, setSent] = useState(searched);
  if (searched !== sent) {
    setSent(searched);
    setTyped(searched);
  }
  useEffect(() => {
    if (typed === searched) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      onFilter(withConditions(filter, { search: typed }));
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed, searched, filter, onFilter]);
  return (
    <TextInput
      type="search"
      flex={1}
      miw={180}
      aria-label={t('filter.search')}
      placeholder={t('filter.search')}
      leftSection={<Search size={16} aria-hidden />}
      maxLength={500}
      autoComplete="off"
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
