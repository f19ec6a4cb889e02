import { Badge, Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { isFolder } from './parted.ts';
import { REASON_ICONS } from './reasons.ts';
import classes from './trash.module.css';
import { useSameAsNow } from './use-same-as-now.ts';

export interface VersionsDrawerProps {
  readonly pair: string;
  /** Undefined: closed. */
  readonly path: string | undefined;
  readonly onClose: () => void;
  /** Something is open over it: Escape is for that. */
  readonly covered: boolean;
  readonly onLook: (row: TrashRow) => void;
  readonly onRestore: (row: TrashRow) => void;
  readonly onPurge: (row: TrashRow) => void;
}

/** Every version of one file in the trash, newest first. */
export function VersionsDrawer({ path, covered, onClose, ...rest }: VersionsDrawerProps) {
  const { t } = useTranslation('trash');
  return (
    <Drawer
      opened={path !== undefined}
      onClose={onClose}
      closeOnEscape={!covered}
      position="right"
      title={t('versions.title')}
      closeButtonProps={{ 'aria-label': t('versions.close') }}
    >
      {path !== undefined && <Versions path={path} {...rest} />}
    </Drawer>
  );
}

function Versions({
  pair,
  path,
  onLook,
  onRestore,
  onPurge,
}: Omit<VersionsDrawerProps, 'onClose' | 'covered'> & { readonly path: string }) {
  const { t } = useTranslation('trash');
  const api = useApi();
  const look = useQuery({ ...api.trash.versions.queryOptions({ input: { pair, path } }), staleTime: 0 });
  const now = useSameAsNow(pair, look.data ?? []);
  if (look.error !== null) return <ErrorNotice error={look.error} onRetry={() => void look.refetch()} />;
  if (look.data === undefined) return <Loading />;
  return (
    <Stack gap="sm">
      <Text fw={600} className="path">
        {path}
      </Text>
      <Text size="sm" c="dimmed" role="status">
        {t('versions.count', { count: look.data.length })} {now.exists === false && t('versions.gone')}
      </Text>
      <Stack component="ul" gap="sm" className={classes['versions'] ?? ''}>
        {look.data.map((row) => (
          <Version
            key={row.key}
            row={row}
            same={now.same.has(row.key)}
            onLook={() => onLook(row)}
            onRestore={() => onRestore(row)}
            onPurge={() => onPurge(row)}
          />
        ))}
      </Stack>
    </Stack>
  );
}

interface VersionProps {
  readonly row: TrashRow;
  readonly same: boolean;
  readonly onLook: () => void;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

function Version({ row, same, onLook, onRestore, onPurge }: VersionProps) {
  const { t } = useTranslation('trash');
  const format = useFormat();
  const Icon = REASON_ICONS[row.reason];
  const deleted = format.dateTimeSeconds(row.deletedAtMs);
  return (
    <li className={classes['version']}>
      <Stack gap={6}>
        <Group gap="xs">
          <Icon size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {t(`versions.when.${row.reason}`, { time: deleted })}
          </Text>
          {same && (
            <Badge variant="light" tt="none">
              {t('versions.same')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            format.bytes(row.size),
            row.bornAtMs !== undefined && t('versions.born', { time: format.dateTimeSeconds(row.bornAtMs) }),
            row.device !== undefined && t('versions.device', { device: row.device }),
            row.expiresAtMs !== undefined &&
              t('versions.expires', { when: format.relative(row.expiresAtMs) }),
          ]
            .filter((part) => part !== false)
            .join(' · ')}
        </Text>
        <Group gap="xs">
          {!isFolder(row.path) && (
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t('versions.lookOf', { time: deleted })}
              onClick={onLook}
            >
              {t('versions.look')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="light"
            disabled={same}
            aria-label={t('versions.restoreOf', { time: deleted })}
            onClick={onRestore}
          >
            {t('versions.restore')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={t('versions.purgeOf', { time: deleted })}
            onClick={onPurge}
          >
            {t('selection.purge')}
          </Button>
        </Group>
      </Stack>
    </li>
  );
}
