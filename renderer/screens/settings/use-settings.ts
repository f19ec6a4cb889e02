import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AppSettings } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { useNotify } from '../../shared/use-notify.ts';

/**
 * The settings as they are, and the way to change some of them: kept at once, in the order they were changed, and told to every page.
 * What is on its way counts already: a second change of the same group builds on the first.
 */
export function useSettings() {
  const api = useApi();
  const { failed: onError } = useNotify();
  const { settings } = useAppState();
  const [asked, setAsked] = useState<Partial<AppSettings>>({});
  const waiting = useRef(0);
  const { mutate } = useMutation(
    api.settings.update.mutationOptions({
      scope: { id: 'settings' },
      onError,
      onSettled() {
        waiting.current -= 1;
        if (waiting.current === 0) setAsked({});
      },
    }),
  );
  const change = (some: Partial<AppSettings>): void => {
    waiting.current += 1;
    setAsked((before) => ({ ...before, ...some }));
    mutate(some);
  };
  return { settings: { ...settings, ...asked }, change };
}
