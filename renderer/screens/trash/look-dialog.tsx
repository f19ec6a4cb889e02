import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import classes from '../../shared/file-view.module.css';
import { FileView } from '../../shared/file-view.tsx';
import { useFormat } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';

export interface LookDialogProps {
  readonly pair: string;
  /** Undefined: closed. */
  readonly row: TrashRow | undefined;
  readonly onClose: () => void;
  readonly onRestore: (row: TrashRow) => void;
}

/** What is in one version in the trash; nothing is changed by looking. */
export function LookDialog({ row, onClose, ...rest }: LookDialogProps) {
  const { t } = useTranslation('trash');
  return (
    <Modal
      opened={row !== undefined}
      onClose={onClose}
      size="xl"
      title={t('look.title')}
      closeButtonProps={{ 'aria-label': t('look.close') }}
    >
      {row !== undefined && <Look row={row} {...rest} />}
    </Modal>
  );
}

function Look({ pair, row, onRestore }: Omit<LookDialogProps, 'onClose'> & { readonly row: TrashRow }) {
  const { t } = useTranslation(['trash', 'common']);
  const format = useFormat();
  const api = useApi();
  const { key, path, reason, deletedAtMs, size } = row;
  const { data, error, refetch } = useQuery({
    ...api.trash.content.queryOptions({ input: { pair, path, key } }),
    // A version never changes; pictures are large.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600} className="path">
          {path}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`versions.when.${reason}`, { time: format.dateTimeSeconds(deletedAtMs) })} · {format.bytes(size)}
        </Text>
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && (
        <div className={classes['alone']}>
          <FileView label={path} content={data} />
        </div>
      )}
      {data?.kind === 'text' && data.truncated && (
        <Text size="sm" c="dimmed">
          {t('common:content.cut')}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="light" onClick={() => onRestore(row)}>
          {t('versions.restore')}
        </Button>
      </Group>
    </Stack>
  );
}
