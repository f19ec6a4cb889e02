import { Loader, Text } from '@mantine/core';
import { ChevronRight, Square, SquareCheck, SquareMinus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TreeRow } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import classes from './files.module.css';
import type { ShownRow } from './tree-rows.ts';

export interface FolderRowProps {
  readonly id: string;
  readonly shown: ShownRow;
  /** As chosen, applied or not. */
  readonly state: TreeRow['state'];
  readonly active: boolean;
  readonly loading: boolean;
  /** From the top of the sheet, CSS pixels. */
  readonly start: number;
  readonly onOpen: (open: boolean) => void;
  readonly onToggle: () => void;
}

const BOXES = { on: SquareCheck, some: SquareMinus, off: Square } as const;
const CHECKED = { on: true, some: 'mixed', off: false } as const;

/** One folder: its box, its name, and what it holds. The tree's keys work on it; a mouse has the arrow and the rest of the row. */
export function FolderRow(props: FolderRowProps) {
  const { id, shown, state, active, loading, start, onOpen, onToggle } = props;
  const { t } = useTranslation('files');
  const format = useFormat();
  const { row, level, position, siblings, expanded } = shown;
  const Box = BOXES[state];
  const size = format.bytes(row.bytes);
  return (
    <div
      id={id}
      role="treeitem"
      className={classes['row']}
      data-active={active || undefined}
      data-state={state}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={expanded}
      aria-checked={CHECKED[state]}
      aria-busy={loading || undefined}
      style={{ transform: `translateY(${start}px)`, paddingInlineStart: `${(level - 1) * 1.25}rem` }}
      onClick={onToggle}
    >
      <span
        className={classes['arrow']}
        data-open={expanded}
        onClick={(event) => {
          if (expanded === undefined) return;
          event.stopPropagation();
          onOpen(!expanded);
        }}
      >
        {loading && <Loader size={14} aria-hidden />}
        {!loading && expanded !== undefined && <ChevronRight size={18} aria-hidden />}
      </span>
      <Box size={20} aria-hidden className={classes['box']} />
      <Text span className={classes['name']} title={row.name}>
        {row.name}
      </Text>
      <Text span size="sm" c="dimmed" className={classes['size']}>
        {state !== 'on' && <span className={classes['state']}>{t(`state.${state}`)}</span>}
        <span>{t(row.partial ? 'holdsAtLeast' : 'holds', { count: row.files, size })}</span>
      </Text>
    </div>
  );
}
