import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { SigningScope } from './sigv4.ts';

/** Where a bucket is and what a request to it is signed for. */
export interface Place {
  /** Such as `https://bucket.s3.eu-central-1.amazonaws.com`. */
  readonly origin: string;
  readonly host: string;
  /** What comes before the key, ending in a slash: `/`, or `/bucket/` where the bucket is in the path. */
  readonly base: string;
  readonly scope: SigningScope;
}

export interface Places {
  /** Undefined for a bucket the SDK must be asked about every time. */
  find(bucket: string): Promise<Place | undefined>;
  /** From now on `find` says undefined: the bucket turned out to be elsewhere. */
  leaveToSdk(bucket: string): void;
}

/**
 * Asks the SDK once for each bucket, so that all of its rules hold: the environment's and profile's endpoint and region,
 * partitions, dual stack, FIPS, names with dots.
 */
export function createPlaces(client: S3Client): Places {
  const known = new Map<string, Promise<Place | undefined>>();
  return {
    find(bucket) {
      const before = known.get(bucket);
      if (before !== undefined) return before;
      const place = resolvePlace(client, bucket);
      known.set(bucket, place);
      // What failed (no credentials yet, no region) may go well next time.
      place.catch(() => known.delete(bucket));
      return place;
    },
    leaveToSdk: (bucket) => void known.set(bucket, Promise.resolve(undefined)),
  };
}

/** What the SDK's endpoint rules say; an inner form of the SDK, so nothing about it is taken for granted. */
interface ResolvedEndpoint {
  readonly url?: unknown;
  readonly headers?: object;
  readonly properties?: { readonly authSchemes?: readonly ResolvedScheme[] };
}

interface ResolvedScheme {
  readonly name?: string;
  readonly signingName?: string;
  readonly signingRegion?: string;
}

async function resolvePlace(client: S3Client, bucket: string): Promise<Place | undefined> {
  // Access points are ARNs, directory buckets (`--x-s3`) sign with session keys: neither is plain SigV4 on a plain host.
  if (!/^[\w.-]+$/.test(bucket) || /--xa?-s3$/.test(bucket)) return undefined;
  const endpoint = await resolveEndpoint(client, bucket);
  const scheme = endpoint?.properties?.authSchemes?.[0];
  if (!(endpoint?.url instanceof URL) || scheme?.name !== 'sigv4') return undefined;
  const { signingName: service, signingRegion: region } = scheme;
  if (service === undefined || region === undefined || Object.keys(endpoint.headers ?? {}).length > 0)
    return undefined;
  const { origin, host, pathname } = endpoint.url;
  return { origin, host, base: pathname.replace(/\/*$/, '/'), scope: { region, service } };
}

/** Takes a request through the SDK up to where its endpoint is known, and no further. */
async function resolveEndpoint(client: S3Client, bucket: string): Promise<ResolvedEndpoint | undefined> {
  let endpoint: ResolvedEndpoint | undefined;
  const command = new HeadObjectCommand({ Bucket: bucket, Key: 'key' });
  command.middlewareStack.add(
    (_next, context) => async () => {
      endpoint = (context as { readonly endpointV2?: ResolvedEndpoint }).endpointV2;
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: 'build', name: 'windlassPlace' },
  );
  await client.send(command);
  return endpoint;
}
