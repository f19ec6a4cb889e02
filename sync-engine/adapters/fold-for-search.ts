/** The form in which a search compares paths, in any letter case and composed or not. */
export function foldForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** What a search looks through of a thing that was done: its path, and where it went by a rename. */
export function searchedOf({ action, path, target }: SearchedRecord): string {
  const folded = foldForSearch(path);
  return action === 'renamed' && target !== undefined ? `${folded}\n${foldForSearch(target)}` : folded;
}

interface SearchedRecord {
  readonly action: string;
  readonly path: string;
  readonly target?: string | undefined;
}
