import { useEffect, useRef } from 'react';
import { recognise, type Pasted } from './pasted-keys.ts';

/** Takes keys from the clipboard wherever on the page they are pasted; any other text goes where it was meant to. */
export function usePaste(take: (pasted: Pasted, text: string) => boolean): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text') ?? '';
      const pasted = recognise(text);
      if (pasted !== undefined && latest.current(pasted, text)) event.preventDefault();
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}
