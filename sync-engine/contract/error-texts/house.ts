import type { SyncErrorCode } from '../../core/error.ts';
import { capital, details, theFile, type TextOf } from './text.ts';

/** Keys are the provider's to give again; there is no way into the file without its passphrase. */
const ANEW =
  'If that cannot be done, move the file away, remove the pair and add it again with the keys: files are not concerned.';

export const HOUSE_TEXTS = {
  'index-corrupt': (error) => ({
    title: 'The index is damaged',
    message: `What Windlass remembers of this pair cannot be read. Your files are not concerned. ${details(error)}`,
    remedy:
      'Start the sync again: the index is set aside and made anew by comparing both sides; nothing is deleted.',
  }),
  'index-locked': (error) => ({
    title: 'Windlass is already running for this pair',
    message: `Only one Windlass at a time may sync a pair. ${details(error)}`,
    remedy: 'Wait until the other one is done, or stop it.',
  }),
  'index-io': indexIo,
  'config-invalid': (error) => ({
    title: 'The configuration has faults',
    message: error.message,
    remedy: 'Correct the lines above; nothing was synced.',
  }),
  'secret-store-unavailable': (error) => ({
    title: 'The keychain cannot be used',
    message: `The keys are kept in a keychain that does not answer. ${details(error)}`,
    remedy:
      'Unlock the keychain; on a machine without one use `--credentials file` (with WINDLASS_PASSPHRASE set), `env` or `profile:NAME`.',
  }),
  'passphrase-missing': (error) => ({
    title: 'The passphrase is missing',
    message: `The keys are kept in an encrypted file, and nobody gave its passphrase. ${details(error)}`,
    remedy: 'Set WINDLASS_PASSPHRASE, or run the command in a terminal, where it asks.',
  }),
  'passphrase-wrong': (error) => ({
    title: 'The passphrase is wrong',
    message: `The encrypted file with the keys does not open with this passphrase. ${details(error)}`,
    remedy: `Try again, or set WINDLASS_PASSPHRASE to the right one. ${ANEW}`,
  }),
  'secret-file-damaged': (error) => ({
    title: 'The file with the keys is damaged',
    message: `What should be the encrypted file with the keys cannot be read as one. It was left as it is. ${details(error)}`,
    remedy: `Bring it back from a backup. ${ANEW}`,
  }),
  'pair-unknown': (error) => ({
    title: 'No such pair',
    message: error.message,
    remedy: '`windlass pairs` lists the pairs of this device.',
  }),
  'held-changed': () => ({
    title: 'What is held has changed',
    message: 'Since you looked, deletions were added to those that are held, or went. None was answered.',
    remedy: 'Look through the list again, then answer.',
  }),
  'restore-running': () => ({
    title: 'A restore is under way',
    message: 'Files of this folder are being restored already; one restore goes on at a time.',
    remedy: 'Wait until it has ended, or stop it.',
  }),
  'restore-unagreed': (error) => ({
    title: 'Not agreed to',
    message: `This restore would move more to the trash than was agreed to. Nothing was changed. ${details(error)}`,
    remedy: 'Look at the preview again, and agree to the number that it shows.',
  }),
  'restore-changed': (error) => ({
    title: 'Changed since the restore',
    message: `${capital(theFile(error))} was changed since the restore, so it stays as it is.`,
    remedy: 'Nothing to do. What was there before the restore is in the trash.',
  }),
  'version-gone': (error) => ({
    title: 'The version is gone',
    message: `The version of ${theFile(error)} that was to come back is not in the trash any more.`,
    remedy: 'Nothing to do: the file stays as it is.',
  }),
  'path-unknown': notFound,
  'not-found': notFound,
  'folder-path': usage,
  'folder-is-file': usage,
  'folder-of-pair': usage,
  usage,
  aborted: () => ({
    title: 'Stopped',
    message: 'The work was stopped before its end. What was finished stays.',
    remedy: 'Sync again to go on where it stopped.',
  }),
  internal: (error) => ({
    title: 'A fault in Windlass',
    message: `Something happened that should not. ${details(error)}`,
    remedy: 'Please report it, with the log.',
  }),
} satisfies Partial<Record<SyncErrorCode, TextOf>>;

/** The two foreign codes are those of adapters/sqlite/migrate.ts. */
function indexIo(error: Parameters<TextOf>[0]): ReturnType<TextOf> {
  if (error.foreignCode === 'SCHEMA_NEWER')
    return {
      title: 'A newer Windlass was here',
      message: `The index was written by a newer version of Windlass, and was left as it is. ${details(error)}`,
      remedy: 'Install that version (or a newer one) on this computer.',
    };
  if (error.foreignCode === 'SCHEMA_OLDER')
    return {
      title: 'The index is of an older version',
      message: `The index has not been brought up to date yet. ${details(error)}`,
      remedy: 'Run `windlass sync` once.',
    };
  return {
    title: 'The index cannot be used',
    message: `What Windlass remembers of this pair could not be read or written. ${details(error)}`,
    remedy: "Check that the disk has room and that Windlass's state folder may be written.",
  };
}

function notFound(error: Parameters<TextOf>[0]): ReturnType<TextOf> {
  return {
    title: 'Not found',
    message: error.message,
    remedy: 'Check the name; `windlass trash list` and `windlass pairs` show what there is.',
  };
}

function usage(error: Parameters<TextOf>[0]): ReturnType<TextOf> {
  return {
    title: 'It cannot be done like this',
    message: error.message,
    remedy: '`windlass --help` and `windlass COMMAND --help` explain it.',
  };
}
