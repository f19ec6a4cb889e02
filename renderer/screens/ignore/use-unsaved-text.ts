import { useEffect, useState } from 'react';
import { unsavedByPair } from '../../shared/unsaved.ts';

interface Unsaved {
  /** What was saved when it was typed. */
  readonly base: string;
  readonly text: string;
}

const unsaved = unsavedByPair<Unsaved>();

export interface UnsavedText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** It was typed over rules that have been replaced since, on another device say. */
  readonly outdated: boolean;
}

/** The text of a pair's rules while they are edited. Whoever leaves the screen and comes back finds what was not saved. */
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
