import { createServer, type Server } from 'node:http';
import { createVerifier, type Credentials } from './auth/verify.ts';
import { loadCredentials } from './credentials.ts';
import { S3Error } from './errors.ts';
import { applyLifecycle } from './lifecycle/apply.ts';
import { createHandler, type RequestRecord } from './http/handler.ts';
import { Storage } from './storage/storage.ts';

export type { Credentials } from './auth/verify.ts';
export { loadCredentials } from './credentials.ts';
export { StoreInUseError } from './storage/index-file.ts';
export type { RequestRecord } from './http/handler.ts';

/**
 * The embedded store: a small S3-compatible endpoint over one directory, for trials, tests and use on one machine.
 * See docs/embedded-store.md for what it does and what it does not.
 */
export interface LocalStoreOptions {
  /** A directory of the store's own; made when missing. Only one store may use it at a time. */
  readonly directory: string;
  /** TCP port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** The only keys let in. By default those in `<directory>/.store/credentials.json`, made at random on first use. */
  readonly credentials?: Credentials;
  /** What the store says its region is (default us-east-1); requests may be signed for any. */
  readonly region?: string;
  /** What to refuse with AccessDenied. */
  readonly deny?: readonly Denial[];
  /** Epoch milliseconds; for tests of expiry and skew. */
  readonly clock?: () => number;
  /** Milliseconds that a day of a lifecycle rule lasts (default 86,400,000); rules are applied 24 times a day. */
  readonly lifecycleDayMs?: number;
  /** Called once a request, after its answer. */
  readonly log?: (record: RequestRecord) => void;
}

/** An IAM action, such as `s3:PutObject`, that is refused: everywhere, or on one bucket. */
export type Denial = string | { readonly action: string; readonly bucket: string };

/** How many requests have come in since the start, refused ones included. */
export interface RequestCounts {
  /** By HTTP verb: `GET`, `PUT`, … */
  readonly byVerb: Readonly<Record<string, number>>;
  /** By S3 operation: `PutObject`, `ListObjectsV2`, … */
  readonly byOperation: Readonly<Record<string, number>>;
}

export interface LocalStore {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly region: string;
  /** A copy of the counts at this moment. */
  readonly requestCounts: RequestCounts;
  /** Replaces the list of what is refused, from the next request on. */
  deny(denials: readonly Denial[]): void;
  /** Applies the buckets' lifecycle rules now, without waiting for the hour; returns how many things were removed. */
  applyLifecycle(): Promise<number>;
  /** Stops accepting, lets running requests end, and closes the index. */
  close(): Promise<void>;
}

/** Loopback only: there is no TLS, and the keys give access to everything. */
const host = '127.0.0.1';
/** How long `close()` waits for running requests, in milliseconds, before it cuts them off. */
const closeGraceMs = 5000;
const dayMs = 24 * 60 * 60 * 1000;

/** Starts a store. @throws Error when the directory is in use by another store or the port is taken */
export async function startLocalStore(options: LocalStoreOptions): Promise<LocalStore> {
  const { region = 'us-east-1', clock = Date.now, log = () => undefined, lifecycleDayMs = dayMs } = options;
  const storage = new Storage(options.directory);
  try {
    const credentials = options.credentials ?? loadCredentials(options.directory);
    let denied = options.deny ?? [];
    const byVerb: Record<string, number> = {};
    const byOperation: Record<string, number> = {};
    const handle = createHandler({
      storage,
      verify: createVerifier(credentials),
      region,
      now: clock,
      permit: (action, resource) => {
        if (denied.some((denial) => refuses(denial, action, resource)))
          throw notAuthorized(credentials.accessKeyId, action, resource);
      },
      count: (verb, operation) => {
        byVerb[verb] = (byVerb[verb] ?? 0) + 1;
        byOperation[operation] = (byOperation[operation] ?? 0) + 1;
      },
      log,
    });
    const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 });
    server.on('request', (message, response) => void handle(message, response, false));
    server.on('checkContinue', (message, response) => void handle(message, response, true));
    const expire = (): Promise<number> => applyLifecycle(storage, { nowMs: clock(), dayMs: lifecycleDayMs });
    await expire();
    const port = await listen(server, options.port ?? 0);
    // A rule that could not be applied this hour is applied the next.
    const hourly = setInterval(
      () => void expire().catch(() => undefined),
      Math.max(lifecycleDayMs / 24, 100),
    ).unref();
    return {
      endpoint: `http://${host}:${port}`,
      port,
      credentials,
      region,
      get requestCounts() {
        return { byVerb: { ...byVerb }, byOperation: { ...byOperation } };
      },
      deny: (denials) => void (denied = denials),
      applyLifecycle: expire,
      close: async () => {
        clearInterval(hourly);
        await stop(server);
        storage.close();
      },
    };
  } catch (error) {
    storage.close();
    throw error;
  }
}

/** `resource` is a bucket, or one and a key: `files/a/b.txt`. */
function refuses(denial: Denial, action: string, resource: string): boolean {
  if (typeof denial === 'string') return denial === action;
  return denial.action === action && denial.bucket === resource.split('/')[0];
}

function notAuthorized(user: string, action: string, resource: string): S3Error {
  return new S3Error('AccessDenied', {
    message: `User: ${user} is not authorized to perform: ${action} on resource: "arn:aws:s3:::${resource}"`,
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no TCP address'));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), closeGraceMs);
    // A connection that was busy just now turns idle after its answer, but stays open for its client's next request.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(idle);
      resolve();
    });
  });
}
