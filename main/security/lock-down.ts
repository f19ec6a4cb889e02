import { app, shell, type Session, type WebContents } from 'electron';
import { allowedExternal } from './external-links.ts';
import { isPageUrl } from './page-origin.ts';

/** The one thing the page may do that browsers ask about: copy text (the minimal policy, a path). */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/**
 * Applies Electron's security checklist to everything that will ever show a page: it stays on its own files, opens no window,
 * embeds nothing, is granted nothing, loads nothing from elsewhere. Source:
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('session-created', (session) => lockSession(session));
}

function lockContents(contents: WebContents): void {
  const stay = (event: { readonly preventDefault: () => void; readonly url: string }): void => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const allowed = allowedExternal(url);
    // A browser that does not start is its own message; nothing is lost here.
    if (allowed !== undefined) void shell.openExternal(allowed).catch(() => undefined);
    return { action: 'deny' };
  });
}

/** Grants nothing. For the default session call it by hand too: it may be older than the listener. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(PERMITTED.has(permission) && isPageUrl(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { requestingUrl, isMainFrame }) =>
      PERMITTED.has(permission) && isMainFrame && requestingUrl !== undefined && isPageUrl(requestingUrl),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Cancels every request of the window that does not go to its own files (developer tools stay usable in a checkout). */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !(isPageUrl(url) || /^(devtools|data|blob):/.test(url)) }),
  );
}
