import { Group, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAway } from '../api/hooks.ts';

/** Something is on its way; without the engine, that it waits for it. */
export function Loading({ text }: { readonly text?: string }) {
  const { t } = useTranslation();
  const away = useAway();
  return (
    <Group role="status" py="lg">
      {away === undefined && <Loader size="sm" />}
      <Text c="dimmed">{away === undefined ? (text ?? t('loading')) : t('waiting')}</Text>
    </Group>
  );
}
