/** What Windlass knows of providers before it has asked one: data for tiles, forms and estimates, nothing the engine relies on. */

/** List prices in US dollars, beyond what a provider gives for free, without taxes and minimum charges. */
export interface PriceList {
  /** Per 1,000 requests: PUT, COPY, POST. */
  readonly write: number;
  /** Per 1,000 requests: GET, HEAD. */
  readonly read: number;
  readonly list: number;
  /** Per GB (10^9 bytes) that leaves the provider for the internet. */
  readonly download: number;
  /** Per month and GB (10^9 bytes). */
  readonly storage: number;
}

/** One thing that the endpoint's template asks for. */
export interface EndpointField {
  /** As it stands in the template, in braces. */
  readonly name: string;
  readonly example: string;
}

export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** The address, with fields in braces; `undefined` where none is needed (AWS) or the store is our own; `''` when it is typed whole. */
  readonly endpoint: string | undefined;
  /** Besides `{region}`. */
  readonly fields: readonly EndpointField[];
  /** Regions to offer, the commonest first; others may be typed. Empty: a region need not be named. */
  readonly regions: readonly string[];
  /** What requests are signed for where regions mean nothing. */
  readonly signingRegion: string | undefined;
  /** Null when unknown. */
  readonly prices: PriceList | null;
}

export type ProviderId =
  | 'aws'
  | 'r2'
  | 'b2'
  | 'wasabi'
  | 'digitalocean'
  | 'minio'
  | 'ceph'
  | 'garage'
  | 'hetzner'
  | 'scaleway'
  | 'other'
  | 'embedded';

/** Of one's own machines. */
export const FREE: PriceList = { write: 0, read: 0, list: 0, download: 0, storage: 0 };

const TYPED = { endpoint: '', fields: [], regions: [], signingRegion: undefined } as const;

export const PROVIDERS: readonly Provider[] = [
  {
    id: 'aws',
    name: 'Amazon S3',
    endpoint: undefined,
    fields: [],
    // Source: AWS General Reference, "Amazon Simple Storage Service endpoints"; those that need no opting in.
    regions: [
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
      'ca-central-1',
      'eu-central-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-north-1',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'sa-east-1',
    ],
    signingRegion: undefined,
    // Source: aws.amazon.com/s3/pricing, S3 Standard in us-east-1, first 50 TB, and data transfer out to the internet, first 10 TB; 2026-04.
    prices: { write: 0.005, read: 0.0004, list: 0.005, download: 0.09, storage: 0.023 },
  },
  {
    id: 'r2',
    name: 'Cloudflare R2',
    endpoint: 'https://{account}.r2.cloudflarestorage.com',
    fields: [{ name: 'account', example: '0123456789abcdef0123456789abcdef' }],
    regions: [],
    // Source: developers.cloudflare.com/r2/api/s3/api, "Bucket region".
    signingRegion: 'auto',
    // Source: developers.cloudflare.com/r2/pricing, standard storage; lists are class A; 2026-08.
    prices: { write: 0.0045, read: 0.00036, list: 0.0045, download: 0, storage: 0.015 },
  },
  {
    id: 'b2',
    name: 'Backblaze B2',
    endpoint: 'https://s3.{region}.backblazeb2.com',
    fields: [],
    regions: [
      'us-west-000',
      'us-west-001',
      'us-west-002',
      'us-west-004',
      'us-east-005',
      'eu-central-003',
      'ca-east-006',
    ],
    signingRegion: undefined,
    // Source: backblaze.com/cloud-storage/transaction-pricing (PUT is free, COPY and LIST are class C) and /pricing; 2026-04.
    prices: { write: 0, read: 0.0004, list: 0.004, download: 0.01, storage: 0.006 },
  },
  {
    id: 'wasabi',
    name: 'Wasabi',
    endpoint: 'https://s3.{region}.wasabisys.com',
    fields: [],
    regions: [
      'us-east-1',
      'us-east-2',
      'us-central-1',
      'us-west-1',
      'ca-central-1',
      'eu-central-1',
      'eu-central-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-south-1',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-southeast-1',
      'ap-southeast-2',
    ],
    signingRegion: undefined,
    // Source: wasabi.com/pricing/faq: $6.99 per TB of 1,024 GB, requests are free; 2025.
    prices: { write: 0, read: 0, list: 0, download: 0, storage: 0.0068 },
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean Spaces',
    endpoint: 'https://{region}.digitaloceanspaces.com',
    fields: [],
    regions: ['nyc3', 'sfo2', 'sfo3', 'ams3', 'fra1', 'lon1', 'sgp1', 'blr1', 'syd1', 'tor1', 'atl1'],
    signingRegion: undefined,
    // Source: docs.digitalocean.com/products/spaces/details/pricing: beyond the 250 GiB of the base price, requests are free; 2026-04.
    prices: { write: 0, read: 0, list: 0, download: 0.01, storage: 0.02 },
  },
  { ...TYPED, id: 'minio', name: 'MinIO', prices: FREE },
  {
    ...TYPED,
    id: 'ceph',
    name: 'Ceph RGW',
    prices: FREE,
  },
  {
    ...TYPED,
    id: 'garage',
    name: 'Garage',
    // Source: garagehq.deuxfleurs.fr, quick start: the `s3_region` of its configuration file must be the one signed for.
    signingRegion: 'garage',
    prices: FREE,
  },
  {
    id: 'hetzner',
    name: 'Hetzner Object Storage',
    endpoint: 'https://{region}.your-objectstorage.com',
    fields: [],
    regions: ['fsn1', 'nbg1', 'hel1'],
    signingRegion: undefined,
    // Billed by the terabyte-hour with a base price, in euros.
    prices: null,
  },
  {
    id: 'scaleway',
    name: 'Scaleway',
    endpoint: 'https://s3.{region}.scw.cloud',
    fields: [],
    regions: ['fr-par', 'nl-ams', 'pl-waw', 'it-mil'],
    signingRegion: undefined,
    // Billed in euros.
    prices: null,
  },
  { ...TYPED, id: 'other', name: 'Other', prices: null },
  {
    ...TYPED,
    id: 'embedded',
    name: 'Windlass',
    endpoint: undefined,
    prices: FREE,
  },
];

/** The address of a provider with its fields filled in; undefined while one is missing. */
export function filledEndpoint(
  { endpoint }: Pick<Provider, 'endpoint'>,
  fields: Readonly<Record<string, string>>,
): string | undefined {
  let missing = false;
  const filled = endpoint?.replaceAll(/\{(\w+)\}/g, (_field, name: string) => {
    const value = fields[name]?.trim() ?? '';
    if (value === '') missing = true;
    return value;
  });
  return missing || filled === '' ? undefined : filled;
}

/** Whose address this is, told by its host; `other` for one that is nobody's we know. No address is AWS's. */
export function providerOf(endpoint: string | undefined): Provider {
  const found = PROVIDERS.find((provider) => isAddressOf(provider, endpoint));
  if (found === undefined) throw new Error('there is no provider "other"');
  return found;
}

function isAddressOf({ id, endpoint: template }: Provider, endpoint: string | undefined): boolean {
  if (endpoint === undefined) return id === 'aws';
  const host = URL.parse(endpoint)?.hostname ?? '';
  if (id === 'aws') return /(^|\.)amazonaws\.com(\.cn)?$/.test(host);
  if (id === 'other') return true;
  if (template === undefined || template === '') return false;
  const domain = template.slice(template.lastIndexOf('}') + 1);
  return host.endsWith(domain);
}
