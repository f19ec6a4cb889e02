import { useEffect, useLayoutEffect, useRef } from 'react';

/** Of the browser's Navigation API, what is used; not every browser has it. */
interface Navigation extends EventTarget {
  readonly currentEntry: { readonly key: string } | null;
}

interface NavigateEvent extends Event {
  readonly navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  readonly destination: { readonly key: string };
}

/**
 * Every screen begins at its top: the window is what scrolls, and it would stay where the screen before was. By Back and Forward it
 * goes to where one was, once enough of the screen is there; browsers that do not tell those from a link begin at the top then too.
 */
export function useScrollToTop(location: string): void {
  const places = useRef(new Map<string, number>());
  const backTo = useRef<number>(undefined);
  useEffect(() => {
    const { navigation } = window as { navigation?: Navigation };
    const onNavigate = (event: Event): void => {
      const { navigationType, destination } = event as NavigateEvent;
      const left = navigation?.currentEntry?.key;
      if (left !== undefined) places.current.set(left, window.scrollY);
      backTo.current = navigationType === 'traverse' ? places.current.get(destination.key) : undefined;
    };
    navigation?.addEventListener('navigate', onNavigate);
    return () => navigation?.removeEventListener('navigate', onNavigate);
  }, []);
  useLayoutEffect(() => {
    if (backTo.current !== undefined) return scrollOnceTallEnough(backTo.current);
    window.scrollTo(0, 0);
    return undefined;
  }, [location]);
}

/** What a person scrolls by. */
const HANDS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** Scrolls there while the screen grows, until it is reached or somebody scrolls. Answers with how to stop that. */
function scrollOnceTallEnough(place: number): () => void {
  const observer = new ResizeObserver(() => {
    window.scrollTo(0, place);
    if (window.scrollY >= place - 1) stop();
  });
  const stop = (): void => {
    observer.disconnect();
    for (const hand of HANDS) window.removeEventListener(hand, stop);
  };
  observer.observe(document.documentElement);
  for (const hand of HANDS) window.addEventListener(hand, stop, { passive: true });
  return stop;
}
