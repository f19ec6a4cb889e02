import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncErrorCode } from '../../sync-engine/contract/error-text.ts';

/**
 * Where a failure is told, when what to do about it is to be done right there: `signIn` and `replaceKeys` have the fields for keys
 * above the failure, `wizard` has them some steps back. Nothing is tried again by itself in any of them.
 */
export type Place = 'signIn' | 'replaceKeys' | 'wizard';

export const RemedyPlace = createContext<Place | undefined>(undefined);

type Kind = 'keys' | 'missing' | 'expired' | 'unreachable' | 'busy' | 'refused';

const KINDS: Readonly<Partial<Record<SyncErrorCode, Kind>>> = {
  'credentials-invalid': 'keys',
  'credentials-missing': 'missing',
  'credentials-expired': 'expired',
  network: 'unreachable',
  timeout: 'unreachable',
  throttled: 'busy',
  'server-error': 'busy',
  'content-mismatch': 'busy',
  'listing-incomplete': 'busy',
  'bad-request': 'refused',
};

/** What to do about a failure here; undefined where the failure's own remedy holds here too. */
export function useRemedyHere(): (code: string) => string | undefined {
  const { t } = useTranslation();
  const place = use(RemedyPlace);
  return (code) => {
    const kind = (KINDS as Readonly<Record<string, Kind | undefined>>)[code];
    return place === undefined || kind === undefined ? undefined : t(`remedyAt.${place}.${kind}`);
  };
}
