import { Group, Loader, Stack, Text, Title } from '@mantine/core';
import { File, Folder } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { IgnoredRow } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { VirtualList } from '../../shared/virtual-list.tsx';
import classes from './ignore.module.css';
import type { PreviewQuery } from './use-preview.ts';

/** What the patterns match in the folder as it is now. */
export function Preview({ preview }: { readonly preview: PreviewQuery }) {
  const { t } = useTranslation('ignore');
  const format = useFormat();
  const id = useId();
  const { data, error, current } = preview;
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Group gap="xs">
        <Title order={2} size="h4" id={id}>
          {t('preview')}
        </Title>
        {!current && error === null && <Loader size={16} role="img" aria-label={t('checking')} />}
      </Group>
      {error !== null && <ErrorNotice error={error} onRetry={() => void preview.refetch()} />}
      {data !== undefined && error === null && (
        <>
          <Stack gap={2} role="status" aria-busy={!current} opacity={current ? 1 : 0.75}>
            <Text fw={500}>
              {data.files === 0
                ? t('matchesNothing')
                : t('matches', { count: data.files, size: format.bytes(data.bytes) })}
            </Text>
            {data.newlyIgnored > 0 && (
              <Text size="sm">{t('newlyIgnored', { count: data.newlyIgnored })}</Text>
            )}
            {data.newlyTracked > 0 && (
              <Text size="sm">{t('newlyTracked', { count: data.newlyTracked })}</Text>
            )}
          </Stack>
          {data.rows.length > 0 && (
            <VirtualList
              label={t('matched')}
              count={data.rows.length}
              rowHeight={37}
              maxHeight="20rem"
              keyOf={(index) => data.rows[index]?.path ?? String(index)}
              render={(index) => <Matched row={data.rows[index]} />}
            />
          )}
          {data.files > data.rows.length && data.rows.length === MOST_ROWS && (
            <Text size="sm" c="dimmed">
              {t('firstRows', { count: MOST_ROWS })}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}

/** Source: the contract. */
const MOST_ROWS = 200;

function Matched({ row }: { readonly row: IgnoredRow | undefined }) {
  const { t } = useTranslation('ignore');
  const format = useFormat();
  if (row === undefined) return undefined;
  const Icon = row.isFolder ? Folder : File;
  return (
    <div className={classes['matched']}>
      <Icon size={16} aria-label={t(row.isFolder ? 'folder' : 'file')} className={classes['kind']} />
      <Text span size="sm" className="path" flex={1}>
        {row.path}
      </Text>
      <Text span size="sm" c="dimmed" className="numbers">
        {format.bytes(row.size)}
      </Text>
    </div>
  );
}
