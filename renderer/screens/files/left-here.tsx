import { Alert, Box, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { isOpen } from '../../shared/is-open.ts';
import { LocalTrashHint } from './local-trash-hint.tsx';

export interface LeftHereProps {
  readonly pair: PairState;
  /** While changed boxes wait to be applied, what is left here is not to be changed as well. */
  readonly disabled: boolean;
  /** Reads the tree anew. */
  readonly onFreed: () => Promise<unknown>;
}

/** Folders that are off whose files still lie on this computer, and the way to free it of them. Nothing where there are none. */
export function LeftHere({ pair, disabled, onFreed }: LeftHereProps) {
  const { t } = useTranslation('files');
  const format = useFormat();
  const id = useId();
  const client = useClient();
  const api = useApi();
  const left = useQuery({
    // Under the key of the tree, so that it is read anew with it.
    queryKey: ['tracking', pair.id, 'left'],
    queryFn: ({ signal }) => client.tracking.left({ pair: pair.id }, { signal }),
    enabled: isOpen(pair),
    staleTime: 30_000,
  });
  const result = useRef<HTMLDivElement>(null);
  const free = useMutation(
    api.tracking.free.mutationOptions({
      onSettled: async () => {
        await onFreed();
        // The row with the button may be gone.
        if (document.activeElement === document.body) result.current?.focus();
      },
    }),
  );
  const folders = left.data ?? [];
  const freeing = free.isPending ? free.variables.folders[0] : undefined;
  return (
    <div>
      <Box role="status" ref={result} tabIndex={-1}>
        {free.data !== undefined && (
          <Alert color="green" icon={<CircleCheck aria-hidden />} title={t('applied.title')} mb="md">
            {free.data.freedFiles > 0 && (
              <Text size="sm">
                {t('applied.freed', {
                  count: free.data.freedFiles,
                  size: format.bytes(free.data.freedBytes),
                })}
              </Text>
            )}
            {free.data.keptFiles > 0 && (
              <Text size="sm">{t('applied.kept', { count: free.data.keptFiles })}</Text>
            )}
          </Alert>
        )}
      </Box>
      {free.isError && <ErrorNotice error={free.error} />}
      {left.isError && <ErrorNotice error={left.error} />}
      {folders.length > 0 && (
        <Card withBorder padding="lg" component="section" aria-labelledby={id}>
          <Stack gap="md">
            <Stack gap={4}>
              <Title order={2} size="h4" id={id}>
                {t('left.title')}
              </Title>
              <Text size="sm">{t('left.lead')}</Text>
              <LocalTrashHint pair={pair} />
            </Stack>
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {folders.map(({ path, files, bytes }) => (
                <Group component="li" key={path} justify="space-between" gap="sm">
                  <Text size="sm" className="path">
                    {t('left.folder', {
                      folder: path.slice(0, -1),
                      holds: t('applied.holds', { count: files, size: format.bytes(bytes) }),
                    })}
                  </Text>
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('left.freeFolder', { folder: path.slice(0, -1) })}
                    disabled={disabled || (free.isPending && freeing !== path)}
                    loading={freeing === path}
                    onClick={() => free.mutate({ pair: pair.id, folders: [path] })}
                  >
                    {t('left.free')}
                  </Button>
                </Group>
              ))}
            </Stack>
          </Stack>
        </Card>
      )}
    </div>
  );
}
