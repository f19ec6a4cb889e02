/** The form in which a search compares paths, in any letter case and composed or not. */
export function foldForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
