import { Button, Card, Stack, Text } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';

export interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly button: string;
  /** Exactly what will happen. */
  readonly what: string;
  readonly primary: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** One of two answers, with what it does said beside its button. */
export function Choice({ icon: Icon, button, what, primary, disabled, onClick }: ChoiceProps) {
  const id = useId();
  return (
    <Card withBorder padding="lg" h="100%">
      <Stack justify="space-between" h="100%">
        <Text size="sm" id={id}>
          {what}
        </Text>
        <Button
          variant={primary ? 'filled' : 'default'}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={onClick}
          disabled={disabled}
          aria-describedby={id}
        >
          {button}
        </Button>
      </Stack>
    </Card>
  );
}
