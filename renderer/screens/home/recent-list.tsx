import { Anchor, Card, Group, Text, Title } from '@mantine/core';
import { memo, useDeferredValue, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';
import { useLive } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { ActivityLine } from '../activity/activity-line.tsx';
import { rowKey } from '../activity/activity-pages.ts';
import { useActivity } from '../activity/use-activity.ts';
import classes from './home.module.css';

const SHOWN = 8;

/** What happened lately, as it happens. */
export function RecentList() {
  const { t } = useTranslation('home');
  const id = useId();
  const withPair = useLive(({ app }) => (app?.pairs.length ?? 0) > 1);
  const { rows: known, error, isSuccess } = useActivity({});
  const rows = useDeferredValue(known);
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id={id}>
          {t('history.title')}
        </Title>
        <Anchor component={Link} href="/activity" size="sm">
          {t('history.all')}
        </Anchor>
      </Group>
      {error !== null && <ErrorNotice error={error} />}
      {isSuccess && known.length === 0 && <Text c="dimmed">{t('history.none')}</Text>}
      {rows.length > 0 && <Rows rows={rows} withPair={withPair} />}
    </section>
  );
}

interface RowsProps {
  readonly rows: readonly ActivityRow[];
  readonly withPair: boolean;
}

const Rows = memo(function Rows({ rows, withPair }: RowsProps) {
  return (
    <Card withBorder padding={0} component="ul" className={`${classes['plain']} ${classes['rows']}`}>
      {rows.slice(0, SHOWN).map((row) => (
        <li key={rowKey(row)}>
          <ActivityLine row={row} withPair={withPair} />
        </li>
      ))}
    </Card>
  );
});
