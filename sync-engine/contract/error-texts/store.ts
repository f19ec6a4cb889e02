import type { SyncErrorCode } from '../../core/error.ts';
import { capital, details, LOOKS_AGAIN, RETRIES, theBucket, theFile, type TextOf } from './text.ts';

export const STORE_TEXTS = {
  'object-missing': (error) => ({
    title: 'Object not found',
    message: `${capital(theFile(error, 'the object'))} is not in ${theBucket(error)} any more.`,
    remedy: LOOKS_AGAIN,
  }),
  'precondition-failed': (error) => ({
    title: 'Changed meanwhile in the bucket',
    message: `Somebody changed ${theFile(error, 'the object')} in ${theBucket(error)} while Windlass was at it. Nothing was overwritten.`,
    remedy: LOOKS_AGAIN,
  }),
  'key-too-long': (error) => ({
    title: 'Name too long for the bucket',
    message: `The path of ${theFile(error)}, with the prefix of the pair, passes the 1,024 bytes an object's name may have.`,
    remedy: 'Shorten the name of the file or of a folder above it.',
  }),
  network: (error) => ({
    title: 'No connection',
    message: `The server of ${theBucket(error)} could not be reached, or the connection broke. ${details(error)}`,
    remedy: 'Check the network and the endpoint. Windlass tries again by itself.',
  }),
  timeout: (error) => ({
    title: 'No answer in time',
    message: `The server of ${theBucket(error)} took too long to answer. ${details(error)}`,
    remedy: RETRIES,
  }),
  throttled: (error) => ({
    title: 'The server asks for patience',
    message: `The server of ${theBucket(error)} is busy and asked to slow down. Windlass does.`,
    remedy: RETRIES,
  }),
  'server-error': (error) => ({
    title: 'The server failed',
    message: `The server of ${theBucket(error)} had an error of its own. ${details(error)}`,
    remedy: `${RETRIES} If it stays, tell the provider.`,
  }),
  unsupported: (error) => ({
    title: 'Not offered by this provider',
    message: `The provider of ${theBucket(error)} does not offer what was asked for. ${details(error)}`,
    remedy: 'Run `windlass doctor` to see what it offers.',
  }),
  'content-mismatch': (error) => ({
    title: 'Damaged on the way',
    message: `What arrived of ${theFile(error)} is not what was sent. It was thrown away and nothing was replaced. ${details(error)}`,
    remedy: `${RETRIES} If the same file fails every time, run \`windlass verify\`.`,
  }),
  'listing-incomplete': (error) => ({
    title: 'The listing broke off',
    message: `${capital(theBucket(error))} could not be listed to its end, so nothing was decided from it. ${details(error)}`,
    remedy: RETRIES,
  }),
  'upload-missing': (error) => ({
    title: 'The unfinished upload is gone',
    message: `The server dropped the unfinished upload of ${theFile(error)}; it starts anew.`,
    remedy: LOOKS_AGAIN,
  }),
  'bad-request': (error) => ({
    title: 'The server refused the request',
    message: `The server of ${theBucket(error)} does not accept the request for ${theFile(error, 'this pair')}. ${details(error)}`,
    remedy: 'Check the endpoint and the region; `windlass doctor` shows what works.',
  }),
} satisfies Partial<Record<SyncErrorCode, TextOf>>;
