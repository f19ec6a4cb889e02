/** What is wrong with an endpoint's address; undefined when nothing is. Never repeats the address: it may hold a password. */
export function endpointFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:\/\//i.test(text))
    return 'must be a web address such as https://s3.example.com';
  if (url.username !== '' || url.password !== '')
    return 'must not hold a user name or password; keys are stored apart';
  if (url.search !== '' || url.hash !== '') return 'must end before any "?" or "#"';
  return undefined;
}

/**
 * An address as people type it, with the `https://` that is missing; `http://` for this computer, whose stores seldom have a
 * certificate. What cannot be an address comes back as it was.
 */
export function completeEndpoint(text: string): string {
  const typed = text.trim();
  if (typed === '' || /^https?:|:\/\//i.test(typed)) return typed;
  const host = URL.parse(`https://${typed}`)?.hostname;
  if (host === undefined) return typed;
  return `${isLoopback(host) ? 'http' : 'https'}://${typed}`;
}

function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/i.test(host);
}

/** One spelling for one server, for comparing; undefined stands for AWS itself. */
export function endpointIdentity(endpoint: string | undefined): string {
  const url = endpoint === undefined ? null : URL.parse(endpoint);
  if (url === null || /(^|\.)amazonaws\.com$/.test(url.hostname)) return 'aws';
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** One spelling for the server of an account, for comparing. */
export function serverIdentity({
  endpoint,
  credentials,
}: {
  readonly endpoint?: string | undefined;
  readonly credentials: { readonly kind: string };
}): string {
  return credentials.kind === 'embedded' ? 'embedded' : endpointIdentity(endpoint);
}
