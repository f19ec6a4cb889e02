import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CheckRow } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { CheckList } from '../../shared/check-list.tsx';
import { useEvents } from '../../shared/use-events.ts';
import type { DialogProps } from './dialog-props.ts';

/** Tries everything a folder needs, with a tick for each as it comes. */
export function CheckDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const client = useClient();
  const { events, ended, error, again } = useEvents((signal) =>
    client.pairs.check({ pair: pair.id }, { signal }),
  );
  const count = (wanted: CheckRow['result']): number =>
    events.filter(({ result }) => result === wanted).length;
  const failed = count('failed');
  const notes = count('warning');
  const verdict = (): string => {
    if (failed > 0) return t('check.bad', { count: failed });
    return notes > 0 ? t('check.noted', { count: notes }) : t('check.good');
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('check.title', { name: pair.name })}
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('check.lead')}
        </Text>
        {ended ? (
          <Group justify="space-between">
            <Text role="status" fw={600}>
              {error === undefined && verdict()}
            </Text>
            <Button variant="default" size="xs" onClick={again}>
              {t('check.again')}
            </Button>
          </Group>
        ) : (
          <Loading text={t('check.running')} />
        )}
        {error !== undefined && <ErrorNotice error={error} />}
        <CheckList rows={events} ended={ended} />
      </Stack>
    </Modal>
  );
}
