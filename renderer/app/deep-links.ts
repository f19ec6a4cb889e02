import type { DeepLink } from '../../sync-engine/contract/desktop-bridge.ts';

/** Opens the screens that links from outside the window name; the result ends it. */
export function followDeepLinks(navigate: (to: string) => void): () => void {
  return window.windlass?.onDeepLink((link) => navigate(addressOf(link))) ?? (() => undefined);
}

function addressOf({ screen, pair }: DeepLink): string {
  const base = screen === 'home' ? '/' : `/${screen}`;
  return pair === undefined ? base : `${base === '/' ? '' : base}/${pair}`;
}
