import type { SyncErrorCode } from '../../core/error.ts';
import { capital, details, LOOKS_AGAIN, RETRIES, theFile, type TextOf } from './text.ts';

const OTHER_FOLDER = 'Choose another folder, or remove the other one from Windlass first.';

export const LOCAL_TEXTS = {
  'root-missing': (error) => ({
    title: 'The folder is not there',
    message: `The folder of this pair cannot be found. Nothing was deleted anywhere. ${details(error)}`,
    remedy:
      'Mount the disk or move the folder back, or say in the app where it is now; if it is gone for good, remove the pair.',
  }),
  'root-replaced': (error) => ({
    title: 'Another folder is in its place',
    message: `At the place of the pair's folder is one that Windlass does not know. Nothing is deleted on its account. ${details(error)}`,
    remedy: 'Put the right folder (or disk) back; if this is the new one, remove the pair and add it again.',
  }),
  'root-foreign': (error) => ({
    title: 'This is another folder',
    message: `Windlass knows its folders by a marker, and this one does not carry that of this pair. Nothing was changed. ${details(error)}`,
    remedy: 'Choose the folder that was moved; add any other folder as a new pair.',
  }),
  'root-emptied': () => ({
    title: 'The folder was emptied',
    message: 'The folder held files at the last sync and holds none now. Nothing was deleted in the bucket.',
    remedy:
      'If that was a mistake, run `windlass held reject` to bring the files back; if it was meant, `windlass held approve` moves them to the recycle bucket.',
  }),
  'folder-relative': (error) => ({
    title: 'This is not a whole path',
    message: error.message,
    remedy: 'Write it from the top on, or browse for the folder.',
  }),
  'folder-disk': (error) => ({
    title: 'This is a whole disk',
    message: error.message,
    remedy: 'Choose a folder on it.',
  }),
  'folder-taken': (error) => ({
    title: 'This folder is kept in step already',
    message: error.message,
    remedy: OTHER_FOLDER,
  }),
  'folder-nested': (error) => ({
    title: 'Too near to another folder',
    message: error.message,
    remedy: OTHER_FOLDER,
  }),
  'folder-own': (error) => ({
    title: 'This folder is Windlass’s own',
    message: error.message,
    remedy: OTHER_FOLDER,
  }),
  'local-changed': (error) => ({
    title: 'Changed meanwhile',
    message: `${capital(theFile(error))} was changed while Windlass was at it. Nothing was overwritten.`,
    remedy: LOOKS_AGAIN,
  }),
  'local-writing': (error) => ({
    title: 'Still being written',
    message: `A program is still writing ${theFile(error)}. Windlass waits until it is done.`,
    remedy: RETRIES,
  }),
  'local-missing': (error) => ({
    title: 'Gone meanwhile',
    message: `${capital(theFile(error))} disappeared while Windlass was at it.`,
    remedy: LOOKS_AGAIN,
  }),
  'local-denied': (error) => ({
    title: 'No permission on this computer',
    message: `Windlass may not read or write ${theFile(error)}. ${details(error)}`,
    remedy: 'Change its permissions or its owner, or run Windlass as the user who owns it.',
  }),
  'local-busy': (error) => ({
    title: 'In use by another program',
    message: `Another program keeps ${theFile(error)} for itself. ${details(error)}`,
    remedy: `Close that program. ${RETRIES}`,
  }),
  'local-exists': (error) => ({
    title: 'Something is already there',
    message: `At the place of ${theFile(error)} something appeared meanwhile. It was not overwritten.`,
    remedy: LOOKS_AGAIN,
  }),
  'local-not-empty': (error) => ({
    title: 'The folder is not empty',
    message: `The folder ${theFile(error, 'to be removed')} holds something again, so it stays.`,
    remedy: LOOKS_AGAIN,
  }),
  'local-kind': (error) => ({
    title: 'Something else has the name',
    message: `Where ${theFile(error)} should go is something of another kind: a folder where a file should be, say, or a link.`,
    remedy: 'Move it away or rename it, and try again.',
  }),
  'local-name': (error) => ({
    title: 'This computer cannot store the name',
    message: `The file system refuses the name of ${theFile(error)}. ${details(error)}`,
    remedy: 'Rename it on the other side.',
  }),
  'local-io': (error) => ({
    title: 'The disk reports an error',
    message: `${capital(theFile(error))} could not be read or written. ${details(error)}`,
    remedy: 'Check the disk; Windlass tries the file again at the next sync.',
  }),
  'disk-full': (error) => ({
    title: 'No space left',
    message: `There is no room for ${theFile(error, 'more')} on this computer's disk. ${details(error)}`,
    remedy: 'Free some space, then sync again. Nothing was lost.',
  }),
  'file-too-large': (error) => ({
    title: 'File too large',
    message: `${capital(theFile(error))} is larger than the store or the file system takes. ${details(error)}`,
    remedy: 'Split it, or put its name into .windlassignore.',
  }),
} satisfies Partial<Record<SyncErrorCode, TextOf>>;
