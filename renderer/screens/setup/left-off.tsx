import { Button, Group, Text } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Says that the wizard goes on where it was left, and offers to begin anew. */
export function LeftOff({ onStartOver }: { readonly onStartOver: () => void }) {
  const { t } = useTranslation('setup');
  return (
    <Group gap="xs" mb="md">
      <Text size="sm">{t('leftOff')}</Text>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<RotateCcw size={16} aria-hidden />}
        onClick={onStartOver}
      >
        {t('startOver')}
      </Button>
    </Group>
  );
}
