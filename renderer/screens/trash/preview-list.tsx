import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestorePreview, RestoreRow } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { useFormat } from '../../shared/format.ts';
import { FolderCut, NameCut } from '../../shared/middle-cut.tsx';
import { parted } from './parted.ts';
import { filesOf } from './plan-sums.ts';
import classes from './preview-list.module.css';
import { RESTORE_ACTIONS } from './restore-actions.ts';
import { RowStore } from './row-store.ts';
import { useTallList } from './use-tall-list.ts';

const ROW_PX = 44;

/** Every path of a preview, however many. */
export function PreviewList({ plan }: { readonly plan: RestorePreview }) {
  const { t } = useTranslation('trash');
  const client = useClient();
  const { preview } = plan;
  const count = filesOf(plan);
  const rows = useMemo(
    () =>
      new RowStore<RestoreRow>(
        count,
        (offset, limit, signal) => client.trash.previewRows({ preview, offset, limit }, { signal }),
        () => {
          // The counts above stand; the place of the row stays empty.
        },
      ),
    [client, preview, count],
  );
  useSyncExternalStore(rows.subscribe, rows.version);
  useEffect(() => () => rows.stop(), [rows]);
  const list = useTallList({ count, rowHeight: ROW_PX, headHeight: 0 });
  const first = list.rows[0]?.index ?? 0;
  const last = list.rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= first) rows.show(first, last);
  }, [rows, first, last]);
  if (count === 0) return undefined;
  return (
    <div
      ref={list.scroller}
      className={classes['list']}
      role="list"
      tabIndex={0}
      aria-label={t('restore.list')}
    >
      <div className={classes['body']} role="presentation" style={{ height: list.height }}>
        {list.rows.map(({ index, top }) => (
          <div
            key={index}
            role="listitem"
            aria-setsize={count}
            aria-posinset={index + 1}
            className={classes['line']}
            style={{ height: ROW_PX, transform: `translateY(${top}px)` }}
          >
            <Line row={rows.at(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Line({ row }: { readonly row: RestoreRow | undefined }) {
  const { t } = useTranslation('trash');
  const format = useFormat();
  if (row === undefined) return <span className={classes['wait']} />;
  const Icon = RESTORE_ACTIONS.find(({ action }) => action === row.action)?.icon;
  const [folder, name] = parted(row.path);
  return (
    <>
      <span className={classes['action']}>
        {Icon !== undefined && <Icon size={14} aria-hidden style={{ flexShrink: 0 }} />}
        <span
          className={classes['words']}
          data-all={RESTORE_ACTIONS.map(({ action }) => t(`restore.action.${action}`)).join('\n')}
        >
          {t(`restore.action.${row.action}`)}
        </span>
      </span>
      <span className={classes['name']} title={row.path}>
        <NameCut text={name} />
      </span>
      <span className={classes['folder']} title={row.path}>
        <FolderCut text={folder === '' ? t('list.top') : folder} />
      </span>
      <span className={classes['size']}>{format.bytes(row.size)}</span>
    </>
  );
}
