import { constants } from 'node:fs';
import { access, mkdir, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { SyncError } from '../../core/error.ts';
import { SyncFailure } from '../../core/error.ts';
import { diskCode } from './disk.ts';
import { mapErrors, toLocalFailure } from './errors.ts';

/** Folders told of one folder at most. */
const MOST_FOLDERS = 1_000;

/** A folder of this computer as somebody who looks for one sees it. */
export interface FolderLook {
  readonly exists: boolean;
  /** Why it cannot be read, written or made. */
  readonly error?: SyncError;
  /** Free bytes of its file system, or of the one it would be made on; undefined where unknown. */
  readonly freeBytes: number | undefined;
  /** Sorted; hidden ones are left out. */
  readonly folders: readonly { readonly name: string; readonly path: string }[];
}

/** Looks at an absolute path. Never rejects for what is wrong with the folder. */
export async function browseFolder(folder: string): Promise<FolderLook> {
  const nearest = await nearestFolder(folder);
  const freeBytes = await freeBytesOf(nearest);
  const exists = nearest === folder;
  try {
    if (!(await stat(nearest)).isDirectory())
      return { exists, error: notAFolder(nearest), freeBytes, folders: [] };
    const entries = exists ? await readdir(folder, { withFileTypes: true }) : [];
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => ({ name, path: path.join(folder, name) }))
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, MOST_FOLDERS);
    const error = await writeError(nearest);
    return { exists, ...(error === undefined ? {} : { error }), freeBytes, folders };
  } catch (caught) {
    const failure = toLocalFailure(caught, folder);
    if (!(failure instanceof SyncFailure)) throw failure;
    return { exists, error: failure.error, freeBytes, folders: [] };
  }
}

/** Makes a folder and those above it. Rejects with a SyncFailure. */
export async function makeFolders(folder: string): Promise<void> {
  await mapErrors(folder, () => mkdir(folder, { recursive: true }));
}

/** The drives of a Windows computer, such as `C:\`; none elsewhere. */
export async function listDrives(): Promise<readonly string[]> {
  if (process.platform !== 'win32') return [];
  const letters = Array.from({ length: 26 }, (_, at) => `${String.fromCodePoint(65 + at)}:\\`);
  const there = await Promise.all(
    letters.map((drive) =>
      access(drive).then(
        () => true,
        () => false,
      ),
    ),
  );
  return letters.filter((_, at) => there[at] === true);
}

/** The folder itself, or the next one above it that is there. What cannot be looked at counts as there: it says why when it is used. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (caught) {
    const above = path.dirname(folder);
    return diskCode(caught) === 'ENOENT' && above !== folder ? nearestFolder(above) : folder;
  }
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

async function writeError(folder: string): Promise<SyncError | undefined> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (caught) {
    const failure = toLocalFailure(caught, folder);
    if (!(failure instanceof SyncFailure)) throw failure;
    return failure.error;
  }
}

function notAFolder(place: string): SyncError {
  return { code: 'usage', message: `${place} is a file, not a folder` };
}
