import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorDetails } from './error-details.tsx';
import { codeOf, useErrorText, withDetailsApart } from './error-text.ts';
import { UnlockingContext } from './unlocking.ts';

export interface ErrorNoticeProps {
  /** What was caught, or an error as data. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A failure: what it is, what happened, what to do; where a passphrase is missing, asks for it. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const { t: home } = useTranslation('home');
  const textOf = useErrorText();
  const ask = use(UnlockingContext);
  const locked = ask !== undefined && codeOf(error) === 'passphrase-missing';
  const { title, message, remedy, details } = withDetailsApart(error, textOf(error));
  return (
    <Alert icon={<CircleAlert aria-hidden />} color="red" title={title} role="alert">
      <Stack gap="xs">
        <Text size="sm" className="path">
          {message}
        </Text>
        <Text size="sm" fw={500} className="path">
          {remedy}
        </Text>
        {details !== undefined && <ErrorDetails>{details}</ErrorDetails>}
        {locked && (
          <Group>
            <Button size="xs" variant="light" color="red" onClick={() => ask(() => onRetry?.())}>
              {home('action.unlock')}
            </Button>
          </Group>
        )}
        {onRetry !== undefined && !locked && (
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
