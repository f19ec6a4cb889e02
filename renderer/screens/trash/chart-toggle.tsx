import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Narrow or low windows: the first rows of the list are to be in sight. As in the style sheet. */
const SMALL = '(max-width: 48em), (max-height: 42em)';

export interface ChartToggle {
  /** Small windows have the chart only when asked for. */
  readonly small: boolean;
  readonly shown: boolean;
  readonly toggle: () => void;
}

/** Whether the chart is shown, and the way to change that in small windows. */
export function useChartToggle(): ChartToggle {
  const small = useMediaQuery(SMALL, false, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState(false);
  return { small, shown: !small || opened, toggle: () => setOpened((opened) => !opened) };
}

/** Opens and closes the chart; not there where it is always shown. */
export function ChartButton({ small, shown, toggle }: ChartToggle) {
  const { t } = useTranslation('trash');
  const Icon = shown ? ChevronUp : ChevronDown;
  if (!small) return undefined;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      rightSection={<Icon size={16} aria-hidden />}
      aria-expanded={shown}
      style={{ alignSelf: 'center' }}
      onClick={toggle}
    >
      {t('chart.place')}
    </Button>
  );
}
