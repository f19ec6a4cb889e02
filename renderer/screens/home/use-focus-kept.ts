import { useEffect, useRef } from 'react';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';

/** The buttons that may get the focus of a folder that is gone. */
export const MENU_MARK = 'data-pair-menu';

/** Where a folder goes that had the focus, gives it to the next one's menu, or to the heading when there is none. */
export function useFocusKept(pairs: readonly PairState[]): void {
  const before = useRef(pairs);
  useEffect(() => {
    const gone = before.current.findIndex(({ id }) => !pairs.some((pair) => pair.id === id));
    before.current = pairs;
    if (gone === -1 || document.activeElement !== document.body) return;
    const menus = document.querySelectorAll<HTMLElement>(`[${MENU_MARK}]`);
    const next = menus.item(Math.min(gone, menus.length - 1)) ?? heading();
    next?.focus();
  }, [pairs]);
}

function heading(): HTMLElement | null {
  const found = document.querySelector('h1');
  if (found !== null) found.tabIndex = -1;
  return found;
}
