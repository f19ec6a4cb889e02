import { FREE, providerOf, type PriceList } from './providers.ts';

const GB = 1e9;

/** What an account pays; null when unknown. */
export function pricesOf({
  endpoint,
  credentials,
}: {
  readonly endpoint?: string | undefined;
  readonly credentials: { readonly kind: string };
}): PriceList | null {
  return credentials.kind === 'embedded' || isOwnMachine(endpoint) ? FREE : providerOf(endpoint).prices;
}

/** What is asked of a provider and paid for at once. */
export interface Usage {
  /** PUT, COPY, POST. DELETE is free everywhere. */
  readonly write: number;
  /** GET, HEAD. */
  readonly read: number;
  readonly list: number;
  /** Bytes. */
  readonly download: number;
}

/** US dollars. */
export function costOfUsage({ write, read, list, download }: Usage, prices: PriceList): number {
  const requests = write * prices.write + read * prices.read + list * prices.list;
  return requests / 1000 + (download / GB) * prices.download;
}

/** US dollars a month for what is stored. */
export function costOfStorage(bytes: number, prices: PriceList): number {
  return (bytes / GB) * prices.storage;
}

/**
 * An address that only this computer or its own network can reach: nobody bills for it. Sources: RFC 1918, RFC 4193 (unique local),
 * RFC 6762 (.local), RFC 8375 (home.arpa), ICANN's board on .internal.
 */
function isOwnMachine(endpoint: string | undefined): boolean {
  const host = URL.parse(endpoint ?? '')?.hostname ?? '';
  if (host === '') return false;
  const address = /^\[(.+)\]$/.exec(host)?.[1];
  if (address !== undefined) return address === '::1' || /^f[cd]/.test(address) || /^fe[89ab]/.test(address);
  if (/^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(host) && /^[\d.]+$/.test(host)) return true;
  return !host.includes('.') || /\.(local|internal|lan|home\.arpa|localhost)$/.test(host);
}
