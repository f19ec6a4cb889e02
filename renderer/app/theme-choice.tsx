import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import type { AppSettings } from '../../sync-engine/contract/api/index.ts';

/** Keeps the colours in line with the settings. */
export function ThemeChoice({ theme }: Pick<AppSettings, 'theme'>) {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme]);
  return undefined;
}
