import { ActionIcon, Group, Text } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface PagerProps {
  readonly at: number;
  readonly count: number;
  readonly onChange: (at: number) => void;
}

/** Goes from one conflict to the next; the buttons at the ends stay reachable, so that the focus does. */
export function Pager({ at, count, onChange }: PagerProps) {
  const { t } = useTranslation('conflicts');
  const button = (label: 'previous' | 'next', to: number) => ({
    'aria-label': t(label),
    'aria-disabled': to < 0 || to >= count,
    'data-disabled': to < 0 || to >= count,
    onClick: () => onChange(Math.max(0, Math.min(count - 1, to))),
    variant: 'default',
    size: 'lg',
  });
  return (
    <Group component="nav" aria-label={t('pager')} gap="sm">
      <ActionIcon {...button('previous', at - 1)}>
        <ChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <Text size="sm" className="numbers" aria-live="polite">
        {t('position', { at: at + 1, count })}
      </Text>
      <ActionIcon {...button('next', at + 1)}>
        <ChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
