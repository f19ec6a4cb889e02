import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { ArrowDown, ArrowLeftRight, ArrowUp, Cloud, Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { isPaused, situationOf } from '../../../sync-engine/contract/situation.ts';
import { useAway } from '../../api/hooks.ts';
import { useFormat } from '../../shared/format.ts';
import { useAgo } from '../../shared/use-ago.ts';
import { MoodIcon } from './mood-icon.tsx';
import { PairMenu } from './pair-menu.tsx';
import { PairProgress } from './pair-progress.tsx';

const WAYS = { 'two-way': ArrowLeftRight, 'upload-only': ArrowUp, 'download-only': ArrowDown } as const;

/** One folder and its bucket: how it is, what moves, and what can be done with it. */
export function PairCard({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const format = useFormat();
  const ago = useAgo();
  const away = useAway();
  const known = situationOf([pair]).mood;
  const mood = away === undefined ? known : 'away';
  const { name, folder, bucket, prefix, files, bytes, lastSyncMs, mode } = pair;
  const Way = WAYS[mode];
  return (
    <Card withBorder padding="md" h="100%">
      <Stack gap="sm">
        <Group wrap="nowrap" gap="sm" align="flex-start">
          <MoodIcon mood={mood} size={36} />
          <Stack gap={0} flex={1} miw={0}>
            <Title order={3} size="h5" className="path">
              {name}
            </Title>
            <Text size="sm" c="dimmed">
              {mood === 'paused' ? <PauseText pair={pair} /> : t(`mood.${mood}`)}
            </Text>
            {isPaused(pair) && mood !== 'paused' && away === undefined && (
              <Text size="sm" c="dimmed">
                <PauseText pair={pair} />
              </Text>
            )}
          </Stack>
          <PairMenu pair={pair} />
        </Group>
        <Stack gap={4}>
          <Place icon={<Folder size={16} role="img" aria-label={t('pairs.folder')} />} text={folder} />
          <Place
            icon={<Cloud size={16} role="img" aria-label={t('pairs.bucket')} />}
            text={prefix === '' ? bucket : `${bucket}/${prefix}`}
            way={<Way size={14} aria-hidden />}
          />
        </Stack>
        {away === undefined && <PairProgress pair={pair} />}
        <Text size="sm" c="dimmed" className="numbers">
          {t('total', { files: common('files', { count: files }), size: format.bytes(bytes) })}
          {' · '}
          {lastSyncMs === undefined ? t('neverSynced') : t('lastSync', { when: ago(lastSyncMs) })}
        </Text>
      </Stack>
    </Card>
  );
}

interface PlaceProps {
  readonly icon: React.ReactNode;
  readonly text: string;
  readonly way?: React.ReactNode;
}

function Place({ icon, text, way }: PlaceProps) {
  return (
    <Group gap={8} wrap="nowrap" align="center">
      {way}
      {icon}
      <Text size="sm" className="path">
        {text}
      </Text>
    </Group>
  );
}

/** Whom it rests for, and until when. */
function PauseText({ pair: { pausedBy, pausedUntilMs } }: { readonly pair: PairState }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  if (pausedBy === 'schedule') return t('pairs.pausedBySchedule');
  if (pausedUntilMs === undefined) return t('pairs.pausedByYou');
  return t('pairs.pausedByYouUntil', { until: format.timeOrDate(pausedUntilMs) });
}
