import { tokenInFragment } from '../../sync-engine/contract/page-token.ts';

/** For other tabs and for a page that is loaded again; a token is good until its server ends. */
const KEPT_AS = 'windlass-token';

/** Of the link that was opened last in this tab. Not kept until it has opened the door: anybody can make up a link. */
let given: string | undefined;

/**
 * Takes the token out of the address, now and whenever a link is opened in this tab again. Call it before anything reads the
 * address.
 */
export function watchForTokens(): void {
  takeToken();
  window.addEventListener('hashchange', takeToken);
}

/** What to try at the door, the likelier first. */
export function tokensToTry(): readonly string[] {
  const kept = readKept();
  return [...(given === undefined ? [] : [given]), ...(kept === undefined || kept === given ? [] : [kept])];
}

/** Keeps the token that has opened the door. */
export function keepToken(token: string): void {
  given = token;
  try {
    localStorage.setItem(KEPT_AS, token);
  } catch {
    // A browser that keeps nothing for this page: then the link has to be opened in every tab.
  }
}

function takeToken(): void {
  const token = tokenInFragment(window.location.hash);
  if (token === undefined) return;
  given = token;
  window.history.replaceState(null, '', `${window.location.pathname}#/`);
}

function readKept(): string | undefined {
  try {
    return localStorage.getItem(KEPT_AS) ?? undefined;
  } catch {
    return undefined;
  }
}
