import { useEffect, useState } from 'react';

/** What was typed and neither saved nor undone, by pair. It ends with the page. */
const unsaved = new Map<string, string>();

/**
 * The text of a pair's rules while they are edited. Whoever leaves the screen and comes back finds what was not saved; a browser asks
 * before it closes the page over it.
 */
export function useUnsavedText(pair: string, kept: string): [string, (text: string) => void] {
  const [text, setText] = useState(unsaved.get(pair) ?? kept);
  const changed = text !== kept;
  useEffect(() => {
    if (!changed) {
      unsaved.delete(pair);
      return undefined;
    }
    unsaved.set(pair, text);
    // The desktop's window is only hidden; there the question would stand in the way of quitting.
    if (window.windlass !== undefined) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [pair, text, changed]);
  return [text, setText];
}
