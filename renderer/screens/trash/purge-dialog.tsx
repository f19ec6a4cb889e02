import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import type { PurgeTask } from './tasks.ts';

export interface PurgeDialogProps {
  readonly pair: string;
  readonly task: PurgeTask | undefined;
  readonly onClose: () => void;
  /** So many were deleted for good. */
  readonly onPurged: (count: number) => void;
}

/** The one thing here that cannot be taken back: it asks for the count to be typed. */
export function PurgeDialog({ task, onClose, ...rest }: PurgeDialogProps) {
  const { t } = useTranslation(['trash', 'common']);
  return (
    <Modal
      opened={task !== undefined}
      onClose={onClose}
      title={t('purge.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {task !== undefined && <Confirm task={task} onClose={onClose} {...rest} />}
    </Modal>
  );
}

function Confirm({ pair, task, onClose, onPurged }: PurgeDialogProps & { readonly task: PurgeTask }) {
  const { t } = useTranslation(['trash', 'common']);
  const format = useFormat();
  const api = useApi();
  const [typed, setTyped] = useState('');
  const purge = useMutation(api.trash.purge.mutationOptions({ onSuccess: ({ purged }) => onPurged(purged) }));
  const { selection, count, bytes } = task;
  const confirmed = typed.replaceAll(/\D/g, '') === String(count);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (confirmed && !purge.isPending) purge.mutate({ pair, selection, count });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Alert color="red" icon={<TriangleAlert aria-hidden />} title={t('purge.final')}>
          {t('purge.warning', { count, size: format.bytes(bytes) })}
        </Alert>
        <Text size="sm">{t('purge.untouched')}</Text>
        <TextInput
          label={t('purge.type', { number: format.number(count) })}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {purge.error !== null && <ErrorNotice error={purge.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!confirmed} loading={purge.isPending}>
            {t('purge.run', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
