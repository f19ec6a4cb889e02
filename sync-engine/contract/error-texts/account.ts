import type { SyncErrorCode } from '../../core/error.ts';
import { capital, details, theBucket, type TextOf } from './text.ts';

export const ACCOUNT_TEXTS = {
  'credentials-missing': (error) => ({
    title: 'No keys found',
    message: `There are no keys for ${theBucket(error)} where the account says they are. ${details(error)}`,
    remedy:
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name an AWS profile, or store the keys again with `windlass add`.',
  }),
  'credentials-invalid': (error) => ({
    title: 'Keys refused',
    message: `The server does not know the access key, or the secret key does not belong to it. ${details(error)}`,
    remedy:
      'Check both keys for missing or extra characters, and that they are for this endpoint; then store them again.',
  }),
  'credentials-expired': (error) => ({
    title: 'Keys expired',
    message: `The session token for ${theBucket(error)} is past its end.`,
    remedy: 'Sign in again (for AWS: `aws sso login` or new temporary keys), then start the sync anew.',
  }),
  'access-denied': (error) => ({
    title: 'Not allowed',
    message:
      error.action === undefined
        ? `The keys are right, but they may not do this in ${theBucket(error)}. ${details(error)}`
        : `The keys are right, but they lack the permission ${error.action} on ${theBucket(error)}${onKey(error.key)}.`,
    remedy: `Ask whoever manages ${theBucket(error)} to allow ${error.action ?? 'it'}; \`windlass doctor\` lists all permissions that are missing.`,
  }),
  'clock-skew': (error) => ({
    title: "This computer's clock is wrong",
    message: `The clock differs too much from the server's for a signature to count. ${details(error)}`,
    remedy: 'Set the date and time (or turn on automatic time), then try again.',
  }),
  'bucket-missing': (error) => ({
    title: 'Bucket not found',
    message: `${capital(theBucket(error))} does not exist at this endpoint.`,
    remedy: 'Check the name, the endpoint and the region; if it was deleted on purpose, remove the pair.',
  }),
  'bucket-wrong': (error) => ({
    title: 'This bucket belongs to another pair',
    message: `${capital(theBucket(error))} carries the marker of another pair. Nothing was changed. ${details(error)}`,
    remedy: 'Check the bucket and prefix of the pair; give each pair a bucket or a prefix of its own.',
  }),
  'bucket-emptied': (error) => ({
    title: 'The bucket was emptied',
    message: `${capital(theBucket(error))} held files at the last sync and holds none now. No local file was touched.`,
    remedy:
      'If another tool emptied it by mistake, run `windlass held reject` to upload everything again; if it was meant, `windlass held approve` moves the local files to the local trash.',
  }),
  'lifecycle-unsupported': (error) => ({
    title: 'No retention by the provider',
    message: `The provider of ${theBucket(error)} has no lifecycle rules, so old trash entries do not expire by themselves.`,
    remedy: 'Use `windlass trash purge` from time to time, or empty the trash in the app.',
  }),
} satisfies Partial<Record<SyncErrorCode, TextOf>>;

function onKey(key: string | undefined): string {
  return key === undefined ? '' : `, for "${key}"`;
}
