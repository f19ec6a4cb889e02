/** The page is served under a scheme of its own: `file:` would give it rights over the whole disk. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'windlass';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`;

/** True for an address of the page itself. */
export function isPageUrl(text: string): boolean {
  let url;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  // No origin: Node gives every scheme it does not know the origin "null".
  return (
    url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST && url.username === '' && url.password === ''
  );
}
