import { ActionIcon } from '@mantine/core';
import { Check, History } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { parted } from './parted.ts';
import { REASON_ICONS } from './reasons.ts';
import classes from './trash.module.css';

export interface EntryRowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly height: number;
  /** Undefined while it is on its way. */
  readonly row: TrashRow | undefined;
  readonly marked: boolean;
  readonly active: boolean;
  readonly onPress: (index: number, extend: boolean) => void;
  readonly onOpen: (path: string) => void;
}

/** One version in the trash. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { id, index, top, height, row, marked, active, onPress, onOpen } = props;
  const { t } = useTranslation('trash');
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={marked}
      className={classes['row']}
      data-active={active || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={({ shiftKey }: MouseEvent) => onPress(index, shiftKey)}
      onDoubleClick={() => row !== undefined && onOpen(row.path)}
    >
      <span role="gridcell" aria-label={marked ? t('list.selected') : t('list.notSelected')}>
        <span className={classes['check']} aria-hidden>
          {marked && <Check size={14} strokeWidth={3} />}
        </span>
      </span>
      {row === undefined ? (
        <span role="gridcell" aria-label={t('list.waiting')}>
          <span className={classes['wait']} />
        </span>
      ) : (
        <Cells row={row} onOpen={onOpen} />
      )}
    </div>
  );
});

function Cells({ row, onOpen }: { readonly row: TrashRow; readonly onOpen: (path: string) => void }) {
  const { t } = useTranslation('trash');
  const format = useFormat();
  const Icon = REASON_ICONS[row.reason];
  const [folder, name] = parted(row.path);
  return (
    <>
      <span role="gridcell" className={classes['name']} title={row.path}>
        {name}
        <span className={classes['folder']}>
          {row.back === true && `${t('list.back')} · `}
          {folder === '' ? t('list.top') : folder}
        </span>
      </span>
      <span role="gridcell" className={classes['reason']}>
        <Icon size={15} aria-hidden />
        <span className={classes['cell']}>{t(`reason.${row.reason}`)}</span>
      </span>
      <span role="gridcell" className={classes['cell']}>
        {row.device ?? <span className={classes['dim']}>{t('list.unknown')}</span>}
      </span>
      <span role="gridcell" className={`${classes['cell']} ${classes['number']}`}>
        {format.bytes(row.size)}
      </span>
      <span role="gridcell" className={classes['cell']}>
        {format.dateTime(row.deletedAtMs)}
      </span>
      <span
        role="gridcell"
        className={classes['cell']}
        title={row.expiresAtMs === undefined ? undefined : format.dateTime(row.expiresAtMs)}
      >
        {row.expiresAtMs === undefined ? (
          <span className={classes['dim']}>{t('list.kept')}</span>
        ) : (
          format.relative(row.expiresAtMs)
        )}
      </span>
      <span role="gridcell">
        {/* By keyboard, Enter on the row does this. */}
        <ActionIcon
          variant="subtle"
          color="gray"
          tabIndex={-1}
          aria-label={t('list.versionsOf', { name })}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(row.path);
          }}
        >
          <History size={16} aria-hidden />
        </ActionIcon>
      </span>
    </>
  );
}
