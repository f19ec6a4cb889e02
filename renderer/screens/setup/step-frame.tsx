import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import classes from './setup.module.css';

export interface StepFrameProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Left out at the first step, whose tiles are the only ways on. */
  readonly onBack?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
  /** `Next` when left out. */
  readonly nextText?: string | undefined;
  /** The main button does something here instead of going on. */
  readonly stays?: boolean;
  /** On its way: the button says so and takes no second click. */
  readonly busy?: boolean;
  readonly blocked?: boolean;
  /** What was caught on the way on; shown where it is seen. */
  readonly failure?: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** A second way on, beside the main button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One step: a heading that takes the focus when the step comes up, its content, and Back and Next at the same place always. */
export function StepFrame(props: StepFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const next = (): void => {
    if (props.busy !== true && props.blocked !== true) props.onNext?.();
  };
  return (
    <form
      noValidate
      className={classes['form']}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        next();
        focusFirstFault(event.currentTarget);
      }}
    >
      <Stack gap="lg">
        <Stack gap={4}>
          <Title order={2} size="h3" tabIndex={-1} ref={heading} style={{ outline: 'none' }}>
            {props.title}
          </Title>
          {props.lead !== undefined && (
            <Text c="dimmed" component="div" maw="42rem">
              {props.lead}
            </Text>
          )}
        </Stack>
        {props.children}
        {props.failure !== undefined && props.failure !== null && (
          <Failure error={props.failure} onRetry={props.onRetry} />
        )}
        {props.onBack !== undefined && (
          <Group justify="space-between" className={classes['ways']}>
            <Button
              variant="default"
              leftSection={<ArrowLeft size={16} aria-hidden />}
              onClick={props.onBack}
            >
              {t('action.back')}
            </Button>
            <Group gap="sm">
              {props.aside}
              {props.onNext !== undefined && (
                <Button
                  type="submit"
                  loading={props.busy === true}
                  disabled={props.blocked === true}
                  {...(props.stays === true ? {} : { rightSection: <ArrowRight size={16} aria-hidden /> })}
                >
                  {props.nextText ?? t('action.next')}
                </Button>
              )}
            </Group>
          </Group>
        )}
      </Stack>
    </form>
  );
}

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

function Failure({ error, onRetry }: FailureProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which React would take for the way to clean up.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place} className={classes['failure']}>
      <ErrorNotice error={error} {...(onRetry === undefined ? {} : { onRetry })} />
    </div>
  );
}

/** After React has shown what is wrong. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
