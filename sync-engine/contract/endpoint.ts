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
