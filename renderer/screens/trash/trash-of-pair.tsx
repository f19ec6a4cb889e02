import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState, TrashFilter, TrashRow, TrashSort } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useClient } from '../../api/hooks.ts';
import { Loading } from '../../shared/loading.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { useNotify } from '../../shared/use-notify.ts';
import { ChartButton, useChartToggle } from './chart-toggle.tsx';
import { DeletionChart } from './deletion-chart.tsx';
import { EarlierRestores } from './earlier-restores.tsx';
import { EntryGrid } from './entry-grid.tsx';
import { FilterBar } from './filter-bar.tsx';
import { partsOf, withConditions } from './filters.ts';
import { LookDialog } from './look-dialog.tsx';
import { ListingLine } from './listing-line.tsx';
import { extent, selectionOf } from './marks.ts';
import { Notices } from './notices.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { RetentionLine } from './retention-line.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { PurgeTask, RestoreTask } from './tasks.ts';
import classes from './trash.module.css';
import { useEdition } from './use-edition.ts';
import { useListing } from './use-listing.ts';
import { useMarks } from './use-marks.ts';
import { useRestoreRun } from './use-restore-run.ts';
import { useView } from './use-view.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

const NEWEST: TrashSort = { by: 'deletedAt', descending: true };
const EVERYTHING: TrashFilter = {};

export interface TrashOfPairProps {
  readonly pair: PairState;
  /** The choice of another pair, where there are several. */
  readonly choice: ReactNode;
}

/** The trash of one pair. */
export function TrashOfPair({ pair, choice }: TrashOfPairProps) {
  const { t } = useTranslation('trash');
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  const [filter, setFilter] = useState(EVERYTHING);
  const [sort, setSort] = useState(NEWEST);
  const [restoring, setRestoring] = useState<RestoreTask>();
  const [purging, setPurging] = useState<PurgeTask>();
  const [opened, setOpened] = useState<string>();
  const [looking, setLooking] = useState<TrashRow>();
  const chart = useChartToggle();
  const notify = useNotify();
  const listing = useListing(pair.id);
  const [held, setHeld] = useState(false);
  const { edition, renew } = useEdition(listing.listing, held);
  const { view, opening, error } = useView({ pair: pair.id, filter, sort, edition });
  const tool = useMarks(view);
  const { marks, none: markNone } = tool;
  const selected = view === undefined ? 0 : extent(marks, view).count;
  // What is selected is of the list as it is shown: it must not change behind the person's back.
  if (held !== selected > 0) setHeld(selected > 0);
  const runs = useRestoreRun(pair.id, () => {
    markNone();
    listing.look();
  });

  const onFilter = useCallback(
    (filter: TrashFilter) => {
      markNone();
      setFilter(filter);
    },
    [markNone],
  );
  const onPick = useCallback(
    (fromMs: number, toMs: number) => onFilter(withConditions(filter, { fromMs, toMs })),
    [filter, onFilter],
  );
  const onSort = useCallback(
    (by: TrashSort['by']) =>
      setSort((sort) => ({ by, descending: sort.by === by ? !sort.descending : by !== 'path' })),
    [],
  );
  /** There is nothing to look through. */
  const bare = partsOf(filter).length === 0 && (listing.listing?.entries ?? 0) === 0;
  const filled = view !== undefined && view.count > 0;
  const selection = view === undefined ? undefined : selectionOf(marks, view);
  const restore = (task: RestoreTask): void => {
    runs.clear();
    setRestoring(task);
  };
  const restoreOne = ({ key }: TrashRow): void => {
    setOpened(undefined);
    setLooking(undefined);
    restore({ kind: 'selection', selection: { kind: 'keys', keys: [key] }, entries: 1 });
  };
  const undo = (undo: string): void => runs.begin(() => client.trash.undo({ undo }));

  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        {choice}
        <Button
          variant="light"
          leftSection={<History size={16} aria-hidden />}
          disabled={runs.run?.state === 'running'}
          onClick={() => restore({ kind: 'time', folder: filter.folder ?? '' })}
        >
          {t('asOf.open')}
        </Button>
      </ScreenTitle>
      <Stack gap="sm">
        <div className={classes['facts']}>
          <ListingLine {...listing} />{' '}
          <span className={classes['moreFacts']}>
            <EarlierRestores runs={runs} onUndo={undo} /> <RetentionLine pair={pair.id} onChanged={renew} />
          </span>
        </div>
        {!bare && (
          <FilterBar pair={pair.id} filter={filter} sort={sort} onFilter={onFilter} onSort={setSort}>
            <ChartButton {...chart} />
          </FilterBar>
        )}
        {view === undefined && opening && <Loading />}
        {filled && (
          <>
            {chart.shown && <DeletionChart view={view} onPick={onPick} />}
            <SelectionBar
              view={view}
              filtered={partsOf(filter).length > 0}
              marks={marks}
              onMarkAll={tool.all}
              onMarkNone={tool.none}
              onRestore={() =>
                selection !== undefined && restore({ kind: 'selection', selection, entries: selected })
              }
              onPurge={() => selection !== undefined && setPurging({ selection, ...extent(marks, view) })}
            />
          </>
        )}
        <div className={filled ? classes['sheet'] : undefined}>
          {filled && (
            <EntryGrid
              view={view}
              sort={sort}
              marks={marks}
              onSort={onSort}
              onToggle={tool.toggle}
              onRange={tool.range}
              onMarkAll={tool.all}
              onMarkNone={tool.none}
              onOpen={setOpened}
              onLook={setLooking}
            />
          )}
          {view?.count === 0 && listing.listing?.state !== 'listing' && (
            <Text role="status" py="xl" ta="center" c="dimmed">
              {t(partsOf(filter).length === 0 ? 'list.empty' : 'list.noMatch')}
            </Text>
          )}
          <Notices
            runs={restoring === undefined ? runs : undefined}
            listing={listing}
            error={error}
            tooLong={filled && tool.tooLong}
            onUndo={undo}
            onRetry={renew}
          />
        </div>
      </Stack>
      <RestoreDialog
        pair={pair}
        task={restoring}
        runs={runs}
        onRestore={({ preview, remove }) =>
          runs.begin(() => client.trash.restore({ preview, removes: remove }))
        }
        onUndo={undo}
        onClose={() => setRestoring(undefined)}
      />
      <PurgeDialog
        pair={pair.id}
        task={purging}
        onClose={() => setPurging(undefined)}
        onPurged={(count) => {
          setPurging(undefined);
          notify.done(t('purge.done', { count }));
          markNone();
          renew();
          listing.look();
          void queries.invalidateQueries({ queryKey: api.trash.versions.key() });
        }}
      />
      <VersionsDrawer
        pair={pair.id}
        path={opened}
        onClose={() => setOpened(undefined)}
        covered={looking !== undefined}
        onLook={setLooking}
        onRestore={restoreOne}
        onPurge={({ key, size }) => {
          setOpened(undefined);
          setPurging({ selection: { kind: 'keys', keys: [key] }, count: 1, bytes: size });
        }}
      />
      <LookDialog pair={pair.id} row={looking} onClose={() => setLooking(undefined)} onRestore={restoreOne} />
    </>
  );
}
