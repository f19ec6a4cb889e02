import { Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { ChevronDown, CircleDot } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';
import { useLive } from '../../api/hooks.ts';
import { dragOut } from '../../shared/drag-out.ts';
import { useErrorText } from '../../shared/error-text.ts';
import { useFormat } from '../../shared/format.ts';
import { useAgo } from '../../shared/use-ago.ts';
import { ActivityReason } from './activity-reason.tsx';
import classes from './activity.module.css';
import { fileOf } from './file-of.ts';
import { iconOf, isActionName } from './looks.ts';
import { nameOf } from './name-of.ts';

export interface ActivityLineProps {
  readonly row: ActivityRow;
  /** Says which folder it was in. */
  readonly withPair: boolean;
}

/** One thing that happened; opened, it says why. */
export function ActivityLine({ row, withPair }: ActivityLineProps) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const ago = useAgo();
  const textOf = useErrorText();
  const [opened, setOpened] = useState(false);
  const details = useId();
  // The name alone: everything else of a pair changes four times a second while it works.
  const pair = useLive(({ app }) => app?.pairs.find(({ id }) => id === row.pair)?.name);
  const { action, path, size, error, atMs } = row;
  const Icon = isActionName(action) ? iconOf(action) : CircleDot;
  const bad = error !== undefined;
  const { name, folder, whole } = nameOf(row);
  const facts = [
    isActionName(action) ? t(`action.${action}`) : action,
    withPair && path !== '' ? pair : undefined,
    folder === '' ? undefined : folder,
    size === undefined ? undefined : format.bytes(size),
    error === undefined ? undefined : textOf(error).title,
  ].filter((fact) => fact !== undefined);
  return (
    <>
      <UnstyledButton
        className={classes['line'] ?? ''}
        onClick={() => setOpened(!opened)}
        aria-expanded={opened}
        aria-controls={details}
        {...dragOut(fileOf(row))}
      >
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Icon
            size={18}
            aria-hidden
            className={classes['icon']}
            color={bad ? 'var(--mantine-color-error)' : 'var(--mantine-color-dimmed)'}
          />
          <div className={classes['what']}>
            <Text size="sm" fw={700} truncate title={whole}>
              {path === '' ? pair : name}
            </Text>
            <Text
              size="xs"
              c={bad ? 'var(--mantine-color-error)' : 'dimmed'}
              component="div"
              className={classes['facts']}
            >
              {facts.map((fact, at) => (
                <Fragment key={`${at} ${fact}`}>
                  {at > 0 && ' · '}
                  <span>{fact}</span>
                </Fragment>
              ))}
            </Text>
          </div>
          <Text
            size="xs"
            c="dimmed"
            component="time"
            dateTime={new Date(atMs).toISOString()}
            className={classes['when']}
          >
            {ago(atMs)}
          </Text>
          <Group gap={2} wrap="nowrap" className={classes['why']}>
            <Text size="xs">{t('why')}</Text>
            <ChevronDown
              size={14}
              aria-hidden
              className={classes['arrow']}
              data-opened={opened || undefined}
            />
          </Group>
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened} id={details} transitionDuration={0}>
        {opened && <ActivityReason row={row} />}
      </Collapse>
    </>
  );
}
