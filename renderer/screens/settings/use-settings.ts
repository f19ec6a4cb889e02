import { useMutation } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AppSettings } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { useNotify } from '../../shared/use-notify.ts';

const NOTHING: Partial<AppSettings> = {};

/**
 * The settings as they are, and the way to change some of them: kept at once, in the order they were changed, and told to every page.
 * What is on its way counts already, until it is told: a second change of the same group builds on the first.
 */
export function useSettings() {
  const api = useApi();
  const { failed } = useNotify();
  const { settings } = useAppState();
  const [asked, setAsked] = useState(NOTHING);
  const waiting = useRef(0);
  const told = useRef(settings);
  useLayoutEffect(() => void (told.current = settings), [settings]);
  useEffect(() => {
    if (waiting.current === 0) setAsked(NOTHING);
  }, [settings]);
  const { mutate } = useMutation(
    api.settings.update.mutationOptions({
      scope: { id: 'settings' },
      onSuccess(saved) {
        waiting.current -= 1;
        // Told before the answer; else it comes in a moment.
        if (waiting.current === 0 && isSame(saved, told.current)) setAsked(NOTHING);
      },
      onError(error) {
        waiting.current -= 1;
        setAsked(NOTHING);
        failed(error);
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

function isSame(one: AppSettings, other: AppSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
