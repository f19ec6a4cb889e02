import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';
import { en } from '../../i18n/en/index.ts';
import { useErrorText } from '../../shared/error-text.ts';
import { useFormat } from '../../shared/format.ts';
import { RevealButton } from '../../shared/reveal-button.tsx';
import classes from './activity.module.css';
import { fileOf } from './file-of.ts';

type ReasonName = keyof typeof en.reasons;

/** Why it was done, when exactly, and what went wrong; and the way to its file. */
export function ActivityReason({ row }: { readonly row: ActivityRow }) {
  const { t } = useTranslation('activity');
  const { t: reasons } = useTranslation('reasons');
  const format = useFormat();
  const textOf = useErrorText();
  const { reason, target, error, atMs } = row;
  const file = fileOf(row);
  const failure = error === undefined ? undefined : textOf(error);
  return (
    <Stack gap={4} className={classes['reason']}>
      {isReason(reason) && <Text size="sm">{reasons(reason)}</Text>}
      {failure !== undefined && (
        <>
          <Text size="sm" className="path">
            {failure.message}
          </Text>
          <Text size="sm" fw={500} className="path">
            {failure.remedy}
          </Text>
        </>
      )}
      {target !== undefined && (
        <Text size="xs" c="dimmed" className="path">
          {t('to', { target })}
        </Text>
      )}
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {format.dateTime(atMs)}
        </Text>
        {file !== undefined && <RevealButton {...file} />}
      </Group>
    </Stack>
  );
}

/** False for a halt, whose reason is its error. */
function isReason(reason: string): reason is ReasonName {
  return Object.hasOwn(en.reasons, reason);
}
