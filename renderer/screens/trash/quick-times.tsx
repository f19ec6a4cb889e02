import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { QUICK_TIMES, quickTime } from './local-time.ts';
import type { Began } from './use-began.ts';

export interface QuickTimesProps {
  readonly nowMs: number;
  readonly began: Began;
  /** What the field means, milliseconds since the epoch. */
  readonly time: number | undefined;
  readonly onChoose: (ms: number) => void;
}

/** Times that people mean when something went wrong; none from before the pair began, when there was nothing to go back to. */
export function QuickTimes({ nowMs, began, time, onChoose }: QuickTimesProps) {
  const { t } = useTranslation('trash');
  const { asking, sinceMs = 0 } = began;
  const offered = QUICK_TIMES.flatMap((which) => {
    const ms = asking ? undefined : quickTime(which, nowMs);
    return ms === undefined || ms < sinceMs ? [] : [{ which, ms }];
  });
  if (offered.length === 0) return undefined;
  return (
    <Group gap="xs" role="group" aria-label={t('asOf.quick')}>
      {offered.map(({ which, ms }) => (
        <Button
          key={which}
          size="compact-sm"
          radius="xl"
          variant="light"
          aria-pressed={time === ms}
          onClick={() => onChoose(ms)}
        >
          {t(`asOf.${which}`)}
        </Button>
      ))}
    </Group>
  );
}
