import type { SyncErrorCode } from '../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../shared/error-text.ts';

/** What to do, where the engine's own text speaks of commands and the app has something nearer. */
export const remedies: Readonly<Partial<Record<SyncErrorCode, string>>> = {
  'credentials-missing': 'Store the keys again in the settings, or name an AWS profile.',
  'credentials-invalid':
    'Check both keys for missing or extra characters, and that they are for this endpoint; then store them again in the settings.',
  'credentials-expired':
    'Sign in again (for AWS: `aws sso login`), or store new temporary keys in the settings.',
  'access-denied':
    'Ask whoever manages {{bucket}} to allow {{action}}. “Check” in the folder’s menu lists all permissions that are missing.',
  'bucket-missing':
    'Check the name, the endpoint and the region; if it was deleted on purpose, remove the folder from Windlass.',
  'bucket-emptied': 'Say under “Held deletions” whether that was meant.',
  'root-missing':
    'Connect the disk, move the folder back, or say where it is now; if it is gone for good, remove it from Windlass.',
  'root-replaced': 'Put the right folder (or disk) back, or say that this is the new one.',
  'root-foreign': 'Choose the folder that was moved. Add any other folder as a new one.',
  'root-emptied': 'Say under “Held deletions” whether that was meant.',
  unsupported: '“Check” in the folder’s menu shows what the provider offers.',
  'bad-request': 'Check the endpoint and the region; “Check” in the folder’s menu shows what works.',
  'lifecycle-unsupported': 'Empty the trash from time to time.',
  'content-mismatch': 'Nothing to do: Windlass tries again by itself.',
  'index-corrupt':
    'Start Windlass again: the index is set aside and made anew by comparing both sides; nothing is deleted.',
  'secret-store-unavailable': 'Unlock the keychain.',
  'passphrase-missing': 'Type the passphrase.',
  'passphrase-wrong':
    'Type it again. If it is lost, move that file away, remove the folder from Windlass, and add it again with its keys: your files are not concerned.',
  'pair-unknown': 'The home screen shows all folders of this device.',
  'path-unknown': 'Check the name.',
  'not-found': 'Load the view again.',
  usage: 'Correct what was entered.',
};

const OTHER_FOLDER = 'Choose another folder, or remove that one from Windlass first.';

/** What happened, where the engine's own text is a technical sentence. */
export const errors: Readonly<Partial<Record<SyncErrorCode, ShownError>>> = {
  'folder-relative': {
    title: 'This is not a whole path',
    message: 'What the path {{file}} is within cannot be told.',
    remedy: 'Write it from the top on, or browse for the folder.',
  },
  'folder-disk': {
    title: 'This is a whole disk',
    message: 'A folder is kept in step, never a whole disk.',
    remedy: 'Choose a folder on it.',
  },
  'folder-taken': {
    title: 'This folder is kept in step already',
    message: 'Windlass keeps {{file}} in step with a bucket already.',
    remedy: OTHER_FOLDER,
  },
  'folder-nested': {
    title: 'Too near to another folder',
    message: 'This folder and {{file}}, which is kept in step already, lie one inside the other.',
    remedy: OTHER_FOLDER,
  },
  'folder-path': {
    title: 'A folder cannot be called this',
    message: 'A folder needs its whole path, without “.” and “..” in it, and cannot be a whole disk.',
    remedy: 'Correct the path.',
  },
  'folder-is-file': {
    title: 'A file, not a folder',
    message: 'What has this name is a file, not a folder.',
    remedy: 'Choose another folder.',
  },
  'folder-of-pair': {
    title: 'This folder is kept in step',
    message: 'This folder belongs to {{pair}}. Put the files back where they were, or choose another.',
    remedy: 'Choose another folder.',
  },
};
