import { Button, Loader, Text } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useAgo } from '../../shared/use-ago.ts';
import classes from './trash.module.css';
import type { Listing } from './use-listing.ts';

/** How fresh the list is; while it is made, how far that is. */
export function ListingLine({ listing, outdated, refresh }: Listing) {
  const { t, i18n } = useTranslation('trash');
  const format = useFormat();
  const ago = useAgo();
  if (listing === undefined) return undefined;
  const { state, entries, bytes, listedAtMs } = listing;
  const first = state === 'listing' && listedAtMs === undefined;
  const parts = [
    ...(first ? [t('listing.first', { count: entries })] : []),
    ...(!first && entries > 0 ? [t('listing.total', { count: entries, size: format.bytes(bytes) })] : []),
    ...(listedAtMs !== undefined && !outdated ? [t('listing.at', { time: ago(listedAtMs) })] : []),
    ...(outdated ? [t('listing.outdated')] : []),
  ].map((part, at) => (at === 0 ? capital(part, i18n.language) : part));
  const busy = state === 'listing';
  return (
    <span className={classes['listing']}>
      <Text span size="sm" c="dimmed" role="status">
        {parts.join(' · ')}
      </Text>{' '}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={
          busy ? (
            <Loader size={14} role="img" aria-label={t('listing.busy')} />
          ) : (
            <RefreshCw size={14} aria-hidden />
          )
        }
        aria-disabled={busy}
        onClick={busy ? undefined : refresh}
      >
        {t('listing.refresh')}
      </Button>
    </span>
  );
}

/** What begins the line begins with a capital, whichever part it is. */
function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
