import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Every screen begins at its top: the window is what scrolls, and it would stay where the screen before was. By Back and Forward
 * the browser itself goes to where one was, where it can tell those from a link; other browsers begin at the top then too.
 */
export function useScrollToTop(location: string): void {
  const travelled = useRef(false);
  useEffect(() => {
    const { navigation } = window as { navigation?: EventTarget };
    const onNavigate = (event: Event): void => {
      travelled.current = (event as { navigationType?: string } & Event).navigationType === 'traverse';
    };
    navigation?.addEventListener('navigate', onNavigate);
    return () => navigation?.removeEventListener('navigate', onNavigate);
  }, []);
  useLayoutEffect(() => {
    if (!travelled.current) window.scrollTo(0, 0);
  }, [location]);
}
