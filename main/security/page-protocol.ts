import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { PAGE_HEADERS } from '../../sync-engine/contract/page-headers.ts';
import { pageFile } from './page-file.ts';
import { PAGE_SCHEME } from './page-origin.ts';

/** Must be called before the app is ready: a standard, secure scheme gives the page an origin and its policy a meaning. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page from `folder`, and nothing else. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const found = request.method === 'GET' ? pageFile(folder, request.url) : undefined;
    if (found === undefined) return refusal();
    try {
      // Not net.fetch('file:…'): reading works inside the archive, and follows no redirection.
      const body = new Uint8Array(await readFile(found.file));
      return new Response(body, { headers: { ...PAGE_HEADERS, 'content-type': found.type } });
    } catch {
      return refusal();
    }
  });
}

function refusal(): Response {
  return new Response('There is no such file.', {
    status: 404,
    headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  });
}
