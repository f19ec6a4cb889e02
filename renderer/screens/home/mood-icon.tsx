import { ThemeIcon } from '@mantine/core';
import type { Mood } from '../../../sync-engine/contract/situation.ts';
import {
  CircleCheck,
  CirclePause,
  CloudOff,
  FolderPlus,
  OctagonX,
  RefreshCw,
  ScanSearch,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** How things are; `away` while the engine cannot be heard, and only what was known last can be shown. */
export type ShownMood = Mood | 'away';

/** Every mood has a shape of its own, so that colour is never the only sign. */
const LOOKS: Readonly<Record<ShownMood, { readonly icon: LucideIcon; readonly color: string }>> = {
  empty: { icon: FolderPlus, color: 'harbour' },
  attention: { icon: TriangleAlert, color: 'orange' },
  stopped: { icon: OctagonX, color: 'red' },
  offline: { icon: CloudOff, color: 'gray' },
  working: { icon: RefreshCw, color: 'harbour' },
  looking: { icon: ScanSearch, color: 'harbour' },
  paused: { icon: CirclePause, color: 'gray' },
  good: { icon: CircleCheck, color: 'teal' },
  away: { icon: Unplug, color: 'gray' },
};

export interface MoodIconProps {
  readonly mood: ShownMood;
  /** CSS pixels. */
  readonly size: number;
}

export function MoodIcon({ mood, size }: MoodIconProps) {
  const { t } = useTranslation('home');
  const { icon: Icon, color } = LOOKS[mood];
  return (
    <ThemeIcon
      variant="light"
      color={color}
      size={size}
      radius={size}
      role="img"
      aria-label={t(`mood.${mood}`)}
    >
      <Icon size={Math.round(size * 0.55)} aria-hidden />
    </ThemeIcon>
  );
}
