/** Kept for other tabs and for a page that is loaded again; it is good until the server ends. */
const KEPT_AS = 'windlass-token';

/**
 * Takes the token out of the address, now and whenever the link is opened in this tab again, so that it is in sight of nobody. Call it
 * before anything reads the address.
 */
export function keepTokens(): void {
  takeToken();
  window.addEventListener('hashchange', takeToken);
}

/** The token of the link opened last; empty where there was none. */
export function keptToken(): string {
  return localStorage.getItem(KEPT_AS) ?? '';
}

function takeToken(): void {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  localStorage.setItem(KEPT_AS, token);
  history.replaceState(null, '', `${location.pathname}#/`);
}
