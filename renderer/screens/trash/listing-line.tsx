import { Button, Group, Loader, Text } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { useAgo } from '../../shared/use-ago.ts';
import type { Listing } from './use-listing.ts';

/** How fresh the list is; while it is made, how far that is. */
export function ListingLine({ listing, outdated, error, refresh }: Listing) {
  const { t, i18n } = useTranslation('trash');
  const format = useFormat();
  const ago = useAgo();
  if (error !== undefined) return <ErrorNotice error={error} onRetry={refresh} />;
  if (listing === undefined) return undefined;
  const { state, entries, bytes, listedAtMs } = listing;
  const first = state === 'listing' && listedAtMs === undefined;
  const parts = [
    ...(first ? [t('listing.first', { count: entries })] : []),
    ...(!first && entries > 0 ? [t('listing.total', { count: entries, size: format.bytes(bytes) })] : []),
    ...(state !== 'listing' && listedAtMs !== undefined ? [t('listing.at', { time: ago(listedAtMs) })] : []),
    ...(outdated ? [t('listing.outdated')] : []),
  ].map((part, at) => (at === 0 ? capital(part, i18n.language) : part));
  return (
    <>
      {listing.error !== undefined && <ErrorNotice error={listing.error} onRetry={refresh} />}
      <Group gap="xs" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {parts.join(' · ')}
        </Text>
        {state === 'listing' ? (
          <Loader size="xs" role="img" aria-label={t('listing.busy')} />
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<RefreshCw size={14} aria-hidden />}
            onClick={refresh}
          >
            {t('listing.refresh')}
          </Button>
        )}
      </Group>
    </>
  );
}

/** What begins the line begins with a capital, whichever part it is. */
function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
