import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { AppSettings } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { useErrorText } from '../../shared/error-text.ts';

/** The settings as they are, and the way to change some of them: kept at once, and told to every page. */
export function useSettings() {
  const api = useApi();
  const textOf = useErrorText();
  const { settings } = useAppState();
  const change = useMutation(
    api.settings.update.mutationOptions({
      onError(caught) {
        const { title, message, remedy } = textOf(caught);
        notifications.show({ color: 'red', title, message: `${message} ${remedy}`, autoClose: false });
      },
    }),
  );
  return { settings, change: (some: Partial<AppSettings>) => change.mutate(some) };
}
