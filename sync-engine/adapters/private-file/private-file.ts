import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fail, type SyncErrorCode } from '../../core/error.ts';

/** The whole file as text; undefined when there is none. Rejects with a SyncFailure. */
export async function readPrivateFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (caught) {
    if (codeOf(caught) === 'ENOENT') return undefined;
    throw mapFileError(caught, file);
  }
}

/**
 * Replaces the file in one step: whoever reads it sees the old text or the new one, after a power cut too. Only its owner may read
 * it (0600); missing folders are made (0700). Rejects with a SyncFailure.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await replaceFile(file, text, () => Promise.resolve(true));
}

/** Answers false, with nothing changed, where `may` does once all is written and only the rename is left. */
async function replaceFile(file: string, text: string, may: () => Promise<boolean>): Promise<boolean> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    await closing(handle, async () => {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    });
    if (!(await may())) {
      await rm(temporary);
      return false;
    }
    await rename(temporary, file);
    await syncFolder(folder);
    return true;
  } catch (caught) {
    await rm(temporary, { force: true });
    throw mapFileError(caught, file);
  }
}

/** The last update of each file that was begun in this process; gone once it is through. */
const updates = new Map<string, Promise<void>>();

/**
 * Reads, changes and replaces the file. Updates of this process follow one another. When another process replaced it meanwhile, its
 * text is read and changed in turn, so that two that each add something both succeed.
 *
 * RACE: between the last look and the rename another process may still get in; its change is then lost. The window is
 * microseconds, and both are commands a user gave at the same moment.
 */
export async function updatePrivateFile(
  file: string,
  change: (text: string | undefined) => Promise<string>,
): Promise<void> {
  const mine = (updates.get(file) ?? Promise.resolve()).then(() => update(file, change));
  const settled = mine.catch(() => undefined);
  updates.set(file, settled);
  try {
    await mine;
  } finally {
    if (updates.get(file) === settled) updates.delete(file);
  }
}

async function update(file: string, change: (text: string | undefined) => Promise<string>): Promise<void> {
  for (;;) {
    const seen = await readPrivateFile(file);
    const text = await change(seen);
    if (await replaceFile(file, text, async () => (await readPrivateFile(file)) === seen)) return;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there; NTFS journals the rename
  const handle = await open(folder, 'r');
  await closing(handle, () => handle.sync());
}

async function closing(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await handle.close();
  }
}

const CODES = new Map<string, SyncErrorCode>([
  ['EACCES', 'local-denied'],
  ['EPERM', 'local-denied'],
  ['EROFS', 'local-denied'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
]);

function mapFileError(caught: unknown, file: string): unknown {
  const foreignCode = codeOf(caught);
  if (foreignCode === undefined) return caught;
  const code = CODES.get(foreignCode) ?? 'local-io';
  return fail(code, `${file}: ${foreignCode}`, { path: file, foreignCode, cause: caught });
}

/** The errno of a system error; undefined for anything else, a bug included. */
function codeOf(caught: unknown): string | undefined {
  return caught instanceof Error && 'errno' in caught && 'code' in caught && typeof caught.code === 'string'
    ? caught.code
    : undefined;
}
