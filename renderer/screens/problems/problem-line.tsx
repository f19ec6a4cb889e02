import { Badge, Group, Stack, Text } from '@mantine/core';
import { Ban, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState, ProblemRow } from '../../../sync-engine/contract/api/index.ts';
import { dragOut } from '../../shared/drag-out.ts';
import { errorTextIn } from '../../shared/error-text.ts';
import { useFormat } from '../../shared/format.ts';
import { useNow } from '../../shared/use-now.ts';
import { RevealButton } from '../../shared/reveal-button.tsx';
import { IgnoreButton } from './ignore-button.tsx';

export interface ProblemLineProps {
  readonly problem: ProblemRow;
  readonly pair: PairState;
}

/** One file: what is wrong, since when, what is tried next, and what would help. */
export function ProblemLine({ problem, pair }: ProblemLineProps) {
  const { t, i18n } = useTranslation('problems');
  const { kind, path } = problem;
  const { title, message, remedy } = errorTextIn(i18n.language, problem);
  const Icon = kind === 'blocked' ? Ban : CircleX;
  return (
    <Group wrap="nowrap" align="flex-start" p="sm" gap="sm">
      <Icon
        size={20}
        aria-hidden
        color="var(--mantine-color-error)"
        style={{ flexShrink: 0, marginTop: 2 }}
      />
      <Stack gap={2} flex={1} miw={0}>
        <Group gap="xs">
          <Text fw={600} size="sm" className="path" {...dragOut({ pair: pair.id, path })}>
            {path}
          </Text>
          <Badge size="sm" variant="default" tt="none">
            {t(kind)}
          </Badge>
        </Group>
        <Text size="sm" className="path">
          {title}. {message}
        </Text>
        <Text size="sm" fw={500} className="path">
          {remedy}
        </Text>
        <Facts problem={problem} />
        <IgnoreButton problem={problem} pair={pair} />
      </Stack>
      <RevealButton pair={pair.id} path={path} />
    </Group>
  );
}

function Facts({ problem: { kind, attempts, sinceMs, retryAtMs } }: Pick<ProblemLineProps, 'problem'>) {
  const { t } = useTranslation('problems');
  const format = useFormat();
  const nowMs = useNow();
  const facts: string[] = [t('since', { when: format.dateTime(sinceMs) })];
  if (kind === 'failed') {
    facts.push(t('attempts', { count: attempts }));
    if (retryAtMs !== undefined)
      facts.push(retryAtMs <= nowMs ? t('soon') : t('next', { when: format.relative(retryAtMs, nowMs) }));
  }
  return (
    <Text size="xs" c="dimmed">
      {facts.join(' · ')}
    </Text>
  );
}
