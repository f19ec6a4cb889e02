import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useId, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashRow, TrashSort } from '../../../sync-engine/contract/api/index.ts';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import { EntryRow } from './entry-row.tsx';
import { gridCommand } from './grid-keys.ts';
import { isMarked, type Marks } from './marks.ts';
import { sharesMinute } from './shares-minute.ts';
import classes from './trash.module.css';
import { useTallList } from './use-tall-list.ts';
import type { OpenView } from './use-view.ts';

/** As in the style sheet (pixels). */
const ROW_PX = { wide: 48, narrow: 76 } as const;
const HEAD_PX = 36;

const COLUMNS = [
  { name: 'path', sort: 'path' },
  { name: 'reason', sort: undefined },
  { name: 'device', sort: undefined },
  { name: 'size', sort: 'size' },
  { name: 'deletedAt', sort: 'deletedAt' },
  { name: 'expires', sort: undefined },
] as const;

export interface EntryGridProps {
  readonly view: OpenView;
  readonly sort: TrashSort;
  readonly marks: Marks;
  readonly onSort: (by: TrashSort['by']) => void;
  /** Rows from one to another, in either order, are to be selected; one alone changes sides. */
  readonly onToggle: (index: number) => void;
  readonly onRange: (from: number, to: number) => void;
  readonly onMarkAll: () => void;
  readonly onMarkNone: () => void;
  /** The versions of a path are to be shown. */
  readonly onOpen: (path: string) => void;
  /** What is in a version is to be shown. */
  readonly onLook: (row: TrashRow) => void;
}

/** The entries, as many as there are: only what is in sight is drawn and fetched. */
export function EntryGrid(props: EntryGridProps) {
  const { view, sort, marks, onSort, onToggle, onRange, onMarkAll, onMarkNone, onOpen, onLook } = props;
  const { t } = useTranslation('trash');
  const id = useId();
  const narrow = useMediaQuery('(max-width: 72em)', false, { getInitialValueInEffect: false });
  const height = narrow ? ROW_PX.narrow : ROW_PX.wide;
  const [active, setActive] = useState<number>();
  /** Where a range begins. */
  const [anchor, setAnchor] = useState(0);
  useSyncExternalStore(view.rows.subscribe, view.rows.version);
  const list = useTallList({ count: view.count, rowHeight: height, headHeight: narrow ? 0 : HEAD_PX });
  const first = list.rows[0]?.index ?? 0;
  const last = list.rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= first) view.rows.show(first, last);
  }, [view, first, last]);

  const press = useCallback(
    (index: number, extend: boolean) => {
      setActive(index);
      if (extend) onRange(anchor, index);
      else {
        setAnchor(index);
        onToggle(index);
      }
    },
    [anchor, onRange, onToggle],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons in the list have keys of their own.
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event, { count: view.count, active, page: list.page });
    if (command === undefined) return;
    event.preventDefault();
    switch (command.kind) {
      case 'go':
        setActive(command.to);
        list.reveal(command.to);
        if (command.extend) onRange(anchor, command.to);
        else setAnchor(command.to);
        break;
      case 'toggle':
        if (active !== undefined) press(active, command.extend);
        break;
      case 'open': {
        const row = active === undefined ? undefined : view.rows.at(active);
        if (row !== undefined) onOpen(row.path);
        break;
      }
      case 'all':
        onMarkAll();
        break;
      case 'none':
        onMarkNone();
        break;
      default:
        assertNever(command);
    }
  };

  const shown = active !== undefined && active >= first && active <= last;
  return (
    <div
      ref={list.scroller}
      role="grid"
      tabIndex={0}
      className={classes['grid']}
      aria-label={t('list.label')}
      aria-describedby={`${id}-keys`}
      aria-multiselectable
      aria-rowcount={view.count + 1}
      aria-activedescendant={shown ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active === undefined && view.count > 0) setActive(0);
      }}
    >
      <div role="row" aria-rowindex={1} className={classes['head']}>
        <span role="columnheader" className={classes['heading']} aria-label={t('list.selection')} />
        {COLUMNS.map(({ name, sort: by }) => (
          <span
            key={name}
            role="columnheader"
            className={`${classes['heading']} ${name === 'size' ? classes['number'] : ''}`}
            aria-sort={sortOf(by, sort)}
          >
            {by === undefined ? (
              t(`column.${name}`)
            ) : (
              <UnstyledButton className={classes['sort'] ?? ''} onClick={() => onSort(by)}>
                {t(`column.${name}`)} {sort.by === by && <SortMark descending={sort.descending} />}
              </UnstyledButton>
            )}
          </span>
        ))}
        <span role="columnheader" className={classes['heading']} aria-label={t('list.actions')} />
      </div>
      <div role="rowgroup" className={classes['body']} style={{ height: list.height }}>
        {list.rows.map(({ index, top }) => {
          const row = view.rows.at(index);
          return (
            <EntryRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={top}
              height={height}
              row={row}
              marked={row === undefined ? marks.all : isMarked(marks, row.key)}
              active={index === active}
              onPress={press}
              exact={sharesMinute(row, [view.rows.at(index - 1), view.rows.at(index + 1)])}
              onOpen={onOpen}
              onLook={onLook}
            />
          );
        })}
      </div>
      <span id={`${id}-keys`} hidden>
        {t('list.keys')}
      </span>
    </div>
  );
}

function SortMark({ descending }: { readonly descending: boolean }) {
  const Icon = descending ? ArrowDown : ArrowUp;
  return <Icon size={12} aria-hidden />;
}

function sortOf(by: TrashSort['by'] | undefined, sort: TrashSort): 'ascending' | 'descending' | undefined {
  if (by !== sort.by) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}
