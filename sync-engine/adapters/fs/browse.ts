import { constants } from 'node:fs';
import { access, mkdir, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { SyncError } from '../../core/error.ts';
import { fail, SyncFailure } from '../../core/error.ts';
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

/** Makes a folder and those above it that are not there. Rejects with a SyncFailure. */
export async function makeFolders(folder: string): Promise<void> {
  await mapErrors(folder, async () => {
    let at = await nearestFolder(folder);
    // One by one: Node's own way never ends where a system says of a new folder that it is not there, as Linux does in /proc.
    for (const name of path
      .relative(at, folder)
      .split(path.sep)
      .filter((part) => part !== '')) {
      await requireFolder(at);
      at = path.join(at, name);
      await mkdir(at).catch((caught: unknown) => {
        const foreignCode = diskCode(caught);
        // Somebody else may have made it meanwhile; what else it may be is seen next.
        if (foreignCode === 'EEXIST') return;
        if (foreignCode !== 'ENOENT') throw caught;
        throw fail('local-denied', `no folder can be made at ${at}`, {
          path: at,
          foreignCode,
          cause: caught,
        });
      });
    }
    await requireFolder(folder);
  });
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

/** Nothing is there, or a file is where a folder above it would be. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** The folder itself, or the next one above it that is there. What cannot be looked at counts as there: it says why when it is used. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (caught) {
    const above = path.dirname(folder);
    const absent = ABSENT.has(diskCode(caught) ?? '') && above !== folder;
    return absent ? nearestFolder(above) : folder;
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

async function requireFolder(place: string): Promise<void> {
  if (!(await stat(place)).isDirectory()) throw new SyncFailure(notAFolder(place));
}

function notAFolder(place: string): SyncError {
  return { code: 'folder-is-file', message: `${place} is a file, not a folder`, path: place };
}
