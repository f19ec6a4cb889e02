import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { RunNotice } from './run-notice.tsx';
import classes from './trash.module.css';
import type { Listing } from './use-listing.ts';
import { MOST_IN_RANGE } from './use-marks.ts';
import type { RestoreRunOfPair } from './use-restore-run.ts';

export interface NoticesProps {
  /** Undefined while a dialogue tells of the last run. */
  readonly runs: RestoreRunOfPair | undefined;
  readonly listing: Listing;
  /** What was caught when the list could not be opened. */
  readonly error: unknown;
  /** A range was asked for that is too long. */
  readonly tooLong: boolean;
  readonly onUndo: (undo: string) => void;
  readonly onRetry: () => void;
}

/** What there is to tell of the list and of the last restore. It stands below the list, which does not move when it comes or goes. */
export function Notices({ runs, listing, error, tooLong, onUndo, onRetry }: NoticesProps) {
  const { t } = useTranslation('trash');
  const failed = listing.listing?.error;
  return (
    <div className={classes['notices']}>
      {tooLong && (
        <Text size="sm" role="alert" p="xs">
          {t('selection.tooLong', { count: MOST_IN_RANGE })}
        </Text>
      )}
      {runs !== undefined && <RunNotice runs={runs} onUndo={onUndo} />}
      {listing.error !== undefined && <ErrorNotice error={listing.error} onRetry={listing.refresh} />}
      {failed !== undefined && <ErrorNotice error={failed} onRetry={listing.refresh} />}
      {error !== undefined && <ErrorNotice error={error} onRetry={onRetry} />}
    </div>
  );
}
