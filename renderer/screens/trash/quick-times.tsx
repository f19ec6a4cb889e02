import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { QUICK_TIMES, quickTime, toLocalTime } from './local-time.ts';
import type { Began } from './use-began.ts';

export interface QuickTimesProps {
  readonly nowMs: number;
  readonly began: Began;
  /** As the field has it. */
  readonly time: string;
  readonly onChoose: (time: string) => void;
}

/** Times that people mean when something went wrong; none from before the pair began, when there was nothing to go back to. */
export function QuickTimes({ nowMs, began, time, onChoose }: QuickTimesProps) {
  const { t } = useTranslation('trash');
  const { asking, sinceMs = 0 } = began;
  const offered = QUICK_TIMES.flatMap((which) => {
    const ms = asking ? undefined : quickTime(which, nowMs);
    return ms === undefined || ms < sinceMs ? [] : [{ which, local: toLocalTime(ms) }];
  });
  if (offered.length === 0) return undefined;
  return (
    <Group gap="xs" role="group" aria-label={t('asOf.quick')}>
      {offered.map(({ which, local }) => (
        <Button
          key={which}
          size="compact-sm"
          radius="xl"
          variant="light"
          aria-pressed={time === local}
          onClick={() => onChoose(local)}
        >
          {t(`asOf.${which}`)}
        </Button>
      ))}
    </Group>
  );
}
