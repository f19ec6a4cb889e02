/** Absolute paths of either kind of system, judged without asking the system: `/a/b`, `C:\a\b`, `\\server\share\a`. */

const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/][^\\/]+)/;

/** What is wrong with a pair's folder; undefined when nothing is. */
export function folderFault(folder: string): string | undefined {
  if (!folder.startsWith('/') && !WINDOWS.test(folder)) return 'must be an absolute path';
  if (folder.includes('\0')) return 'must not hold a NUL';
  const parts = partsOf(folder);
  if (parts.includes('.') || parts.includes('..')) return 'must not have "." or ".." in it';
  return parts.length === 0 ? 'must not be the whole disk' : undefined;
}

/** True when the two are one folder, or one is inside the other. Letter case counts except on Windows. */
export function foldersNest(a: string, b: string): boolean {
  if (WINDOWS.test(a) !== WINDOWS.test(b)) return false;
  const [one, other] = [comparable(a), comparable(b)];
  return one.startsWith(other) || other.startsWith(one);
}

function comparable(folder: string): string {
  const joined = ['', ...partsOf(folder), ''].join('/');
  return WINDOWS.test(folder) ? `${folder.slice(0, 2)}${joined}`.toLowerCase() : joined;
}

function partsOf(folder: string): readonly string[] {
  const windows = WINDOWS.test(folder);
  return folder
    .slice(windows ? 2 : 0)
    .split(windows ? /[\\/]/ : '/')
    .filter((part) => part !== '');
}
