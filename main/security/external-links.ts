/** Where links of the page may lead, in the user's own browser: the consoles and guides of providers. */
const HOSTS: ReadonlySet<string> = new Set([
  'docs.aws.amazon.com',
  'console.aws.amazon.com',
  's3.console.aws.amazon.com',
  'dash.cloudflare.com',
  'developers.cloudflare.com',
  'secure.backblaze.com',
  'www.backblaze.com',
  'console.wasabisys.com',
  'docs.wasabi.com',
  'cloud.digitalocean.com',
  'docs.digitalocean.com',
  'console.hetzner.com',
  'docs.hetzner.com',
  'console.scaleway.com',
  'www.scaleway.com',
  'docs.min.io',
  'docs.ceph.com',
  'garagehq.deuxfleurs.fr',
]);

/** The address to hand to the user's browser; undefined for one that is not on the list. */
export function allowedExternal(text: string): string | undefined {
  let url;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && HOSTS.has(url.hostname) ? url.href : undefined;
}
