import { useEffect } from 'react';
import type { PairState } from '../../sync-engine/contract/api/index.ts';
import { useAppState } from '../api/hooks.ts';

/** The folder looked at last, on whichever screen. It ends with the page. */
let chosen: string | undefined;

/** The pair a screen is about: the one in the address, else the one looked at last, else the first. */
export function useChosenPair(named: string | undefined): PairState | undefined {
  const { pairs } = useAppState();
  const pair = [named, chosen].flatMap((id) => pairs.find((each) => each.id === id) ?? []).at(0);
  const found = pair?.id;
  useEffect(() => {
    if (found !== undefined) chosen = found;
  }, [found]);
  return pair ?? pairs.at(0);
}
