import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './error-text.ts';

export interface ErrorNoticeProps {
  /** What was caught, or an error as data. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A failure: what it is, what happened, what to do. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const { title, message, remedy } = textOf(error);
  return (
    <Alert icon={<CircleAlert aria-hidden />} color="red" title={title} role="alert">
      <Stack gap="xs">
        <Text size="sm" className="path">
          {message}
        </Text>
        <Text size="sm" fw={500} className="path">
          {remedy}
        </Text>
        {onRetry !== undefined && (
          <Group>
            <Button size="xs" variant="light" color="red" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
