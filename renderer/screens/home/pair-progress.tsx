import { Group, Progress, Stack, Text } from '@mantine/core';
import { ArrowDown, ArrowUp, PenLine, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { filesLeft } from '../../../sync-engine/contract/situation.ts';
import { useFormat } from '../../shared/format.ts';
import classes from './home.module.css';
import { shareDone, timeLeftMs } from './time-left.ts';

const ICONS = { upload: ArrowUp, download: ArrowDown, delete: Trash2, move: PenLine } as const;
const SHOWN = 4;

/** What is being moved now: how far, how fast, for how long still, and which files. */
export function PairProgress({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { progress, transfers, name } = pair;
  if (progress === undefined || filesLeft(pair) === 0) return undefined;
  const left = timeLeftMs(progress);
  const facts = [
    t('pairs.progress', {
      done: progress.filesDone,
      total: progress.filesTotal,
      size: format.bytes(progress.bytesDone),
      sizeTotal: format.bytes(progress.bytesTotal),
    }),
    progress.bytesPerSecond > 0 ? format.rate(progress.bytesPerSecond) : undefined,
    left === undefined ? undefined : t('pairs.about', { time: format.duration(left) }),
  ];
  return (
    <Stack gap={6}>
      <Progress
        value={shareDone(progress) * 100}
        aria-label={t('pairs.working', { name })}
        size="lg"
        // It moves four times a second anyway; a transition would lay out the page at every frame.
        transitionDuration={0}
      />
      <Text size="sm" className="numbers">
        {facts.filter((fact) => fact !== undefined).join(' · ')}
      </Text>
      {transfers.length > 0 && (
        <ul className={classes['plain']} aria-label={t('pairs.underWay', { name })}>
          {transfers.slice(0, SHOWN).map(({ path, action, size }, at) => {
            const Icon = ICONS[action];
            return (
              // By its place: files come and go many times a second, and a line that stays costs less than a new one.
              <Group component="li" key={at} gap={8} wrap="nowrap">
                <Icon size={14} role="img" aria-label={t(`pairs.${action}`)} style={{ flexShrink: 0 }} />
                <Text size="xs" c="dimmed" truncate flex={1}>
                  {path}
                </Text>
                <Text size="xs" c="dimmed" className="numbers">
                  {format.bytes(size)}
                </Text>
              </Group>
            );
          })}
        </ul>
      )}
    </Stack>
  );
}
