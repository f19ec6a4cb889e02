import { ActionIcon } from '@mantine/core';
import { Check, Eye, History } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { isFolder, parted } from './parted.ts';
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
  /** A neighbour is of the same minute: the time is shown with its seconds. */
  readonly exact: boolean;
  readonly onPress: (index: number, extend: boolean) => void;
  readonly onOpen: (path: string) => void;
  readonly onLook: (row: TrashRow) => void;
}

/** One version in the trash. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { id, index, top, height, row, marked, active, onPress, ...cells } = props;
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
      onDoubleClick={() => row !== undefined && cells.onOpen(row.path)}
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
        <Cells {...cells} row={row} />
      )}
    </div>
  );
});

type CellsProps = Pick<EntryRowProps, 'exact' | 'onOpen' | 'onLook'> & { readonly row: TrashRow };

function Cells({ row, exact, onOpen, onLook }: CellsProps) {
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
        {exact ? format.dateTimeSeconds(row.deletedAtMs) : format.dateTime(row.deletedAtMs)}
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
      <span role="gridcell" className={classes['actions']}>
        {/* By keyboard, Enter on the row opens the versions, with the same. */}
        {!isFolder(row.path) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            tabIndex={-1}
            aria-label={t('list.lookAt', { name })}
            onClick={(event) => {
              event.stopPropagation();
              onLook(row);
            }}
          >
            <Eye size={16} aria-hidden />
          </ActionIcon>
        )}
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
