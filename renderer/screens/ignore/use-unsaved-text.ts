import { useEffect, useState } from 'react';

interface Unsaved {
  /** What was saved when it was typed. */
  readonly base: string;
  readonly text: string;
}

/** What was typed and neither saved nor undone, by pair. It ends with the page. */
const unsaved = new Map<string, Unsaved>();

// The desktop's window is only hidden; there the question would stand in the way of quitting.
if (window.windlass === undefined) {
  window.addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
}

export interface UnsavedText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** It was typed over rules that have been replaced since, on another device say. */
  readonly outdated: boolean;
}

/**
 * The text of a pair's rules while they are edited. Whoever leaves the screen and comes back finds what was not saved; a browser asks
 * before it closes the page over it.
 */
export function useUnsavedText(pair: string, kept: string): UnsavedText {
  const [found] = useState(() => unsaved.get(pair));
  const [text, setText] = useState(found?.text ?? kept);
  const outdated = found !== undefined && found.base !== kept && text !== kept;
  const base = outdated ? found.base : kept;
  useEffect(() => {
    if (text === kept) unsaved.delete(pair);
    else unsaved.set(pair, { base, text });
  }, [pair, text, kept, base]);
  return { text, setText, outdated };
}
