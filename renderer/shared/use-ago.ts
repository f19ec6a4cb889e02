import { useTranslation } from 'react-i18next';
import { useFormat } from './format.ts';
import { useNow } from './use-now.ts';

/** Within this time all is of the same moment (milliseconds). */
const MOMENT_MS = 60_000;

/** How long ago something was, kept up to date: `just now`, `5 minutes ago`. */
export function useAgo(): (ms: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  return (ms) => (nowMs - ms < MOMENT_MS ? t('justNow') : format.relative(ms, nowMs));
}
