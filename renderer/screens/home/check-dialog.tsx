import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
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
  const failed = events.filter(({ result }) => result === 'failed').length;
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
        <CheckList rows={events} />
        {error !== undefined && <ErrorNotice error={error} />}
        {ended ? (
          <Group justify="space-between">
            <Text role="status" fw={600}>
              {error !== undefined ? '' : failed === 0 ? t('check.good') : t('check.bad', { count: failed })}
            </Text>
            <Button variant="default" onClick={again}>
              {t('check.again')}
            </Button>
          </Group>
        ) : (
          <Loading text={t('check.running')} />
        )}
      </Stack>
    </Modal>
  );
}
