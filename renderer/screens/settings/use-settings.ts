import { useMutation } from '@tanstack/react-query';
import type { AppSettings } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { useNotify } from '../../shared/use-notify.ts';

/** The settings as they are, and the way to change some of them: kept at once, and told to every page. */
export function useSettings() {
  const api = useApi();
  const { failed: onError } = useNotify();
  const { settings } = useAppState();
  const change = useMutation(api.settings.update.mutationOptions({ onError }));
  return { settings, change: (some: Partial<AppSettings>) => change.mutate(some) };
}
