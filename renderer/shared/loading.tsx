import { Group, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Something is on its way. */
export function Loading({ text }: { readonly text?: string }) {
  const { t } = useTranslation();
  return (
    <Group role="status" py="lg">
      <Loader size="sm" />
      <Text c="dimmed">{text ?? t('loading')}</Text>
    </Group>
  );
}
