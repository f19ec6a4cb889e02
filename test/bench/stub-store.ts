import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub knows of an object: all but its bytes. */
interface StubObject {
  readonly size: number;
  readonly etag: string;
  readonly modified: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StubStore {
  readonly endpoint: string;
  /** Objects in a bucket. */
  count(bucket: string): number;
  close(): Promise<void>;
}

const PAGE = 1_000;
const NOT_FOUND = [404, 'NoSuchKey'] as const;
const REFUSED = [412, 'PreconditionFailed'] as const;

/**
 * An S3 endpoint that answers at once and forgets the bytes, so that a measurement is of the client. It believes every signature and
 * takes one part for a whole upload. Not a store to test against: that is sync-engine/local-store.
 */
export async function startStubStore(): Promise<StubStore> {
  const buckets = new Map<string, Map<string, StubObject>>();
  /** Of a bucket, in order; made anew after writes. */
  const sorted = new Map<string, readonly string[]>();
  const bucketOf = (name: string): Map<string, StubObject> => {
    const known = buckets.get(name) ?? new Map<string, StubObject>();
    buckets.set(name, known);
    return known;
  };

  function put(call: Call, object: StubObject): void {
    if (violates(call, bucketOf(call.bucket).get(call.key))) return refuse(call, ...REFUSED);
    bucketOf(call.bucket).set(call.key, object);
    sorted.delete(call.bucket);
    return undefined;
  }

  function write(call: Call, body: Buffer): void {
    const source = call.request.headers['x-amz-copy-source'];
    if (source === undefined) {
      const etag = createHash('md5').update(body).digest('hex');
      put(call, { size: body.length, etag, modified: new Date(), metadata: metadataOf(call.request) });
      return answer(call, 200, '', { etag: `"${etag}"` });
    }
    const [bucket = '', ...key] = decodeURIComponent(String(source)).replace(/^\//, '').split('/');
    const from = bucketOf(bucket).get(key.join('/'));
    if (from === undefined) return refuse(call, ...NOT_FOUND);
    const wanted = call.request.headers['x-amz-copy-source-if-match'];
    if (wanted !== undefined && bare(wanted) !== from.etag) return refuse(call, ...REFUSED);
    put(call, { ...from, modified: new Date() });
    const { etag, modified } = from;
    return answer(
      call,
      200,
      xml('CopyObjectResult', element('ETag', etag) + element('LastModified', modified.toISOString())),
    );
  }

  function read(call: Call): void {
    const found = bucketOf(call.bucket).get(call.key);
    if (found === undefined) return refuse(call, ...NOT_FOUND);
    return answer(call, 200, '', {
      etag: `"${found.etag}"`,
      'last-modified': found.modified.toUTCString(),
      ...found.metadata,
      ...(call.request.method === 'HEAD' ? { 'content-length': String(found.size) } : {}),
    });
  }

  function list(call: Call): void {
    const objects = bucketOf(call.bucket);
    const keys = sorted.get(call.bucket) ?? [...objects.keys()].sort();
    sorted.set(call.bucket, keys);
    const prefix = call.query.get('prefix') ?? '';
    const after = call.query.get('continuation-token') ?? call.query.get('start-after') ?? '';
    let at = firstAbove(keys, after);
    const page: string[] = [];
    for (; at < keys.length && page.length < PAGE; at++)
      if (keys[at]?.startsWith(prefix)) page.push(keys[at] ?? '');
    const truncated = at < keys.length;
    const rows = page.map((key) => {
      const { size, etag, modified } = objects.get(key) as StubObject;
      return element(
        'Contents',
        element('Key', encodeURIComponent(key)) +
          element('LastModified', modified.toISOString()) +
          element('ETag', etag) +
          element('Size', String(size)),
      );
    });
    const token = truncated ? element('NextContinuationToken', page.at(-1) ?? '') : '';
    const head = `${element('EncodingType', 'url')}${element('IsTruncated', String(truncated))}`;
    return answer(call, 200, xml('ListBucketResult', `${head}${token}${rows.join('')}`));
  }

  function respond(call: Call, body: Buffer): void {
    const { method = '' } = call.request;
    const { query } = call;
    if (call.key === '') {
      if (query.has('list-type')) return list(call);
      if (query.has('uploads')) return answer(call, 200, xml('ListMultipartUploadsResult', ''));
      if (query.has('delete')) {
        for (const [, key = ''] of body.toString().matchAll(/<Key>(.*?)<\/Key>/g))
          bucketOf(call.bucket).delete(key);
        sorted.delete(call.bucket);
        return answer(call, 200, xml('DeleteResult', ''));
      }
      if (query.has('lifecycle') && method === 'GET')
        return refuse(call, 404, 'NoSuchLifecycleConfiguration');
      return answer(call, 200, query.has('location') ? xml('LocationConstraint', '') : '');
    }
    if (query.has('uploads'))
      return answer(call, 200, xml('InitiateMultipartUploadResult', element('UploadId', 'one')));
    if (query.has('partNumber')) return answer(call, 200, '', { etag: '"part"' });
    if (method === 'POST') {
      put(call, { size: 0, etag: 'joined', modified: new Date(), metadata: {} });
      return answer(call, 200, xml('CompleteMultipartUploadResult', element('ETag', 'joined')));
    }
    if (method === 'PUT') return write(call, body);
    if (method === 'GET' || method === 'HEAD') return read(call);
    if (violates(call, bucketOf(call.bucket).get(call.key))) return refuse(call, ...REFUSED);
    if (!query.has('uploadId')) bucketOf(call.bucket).delete(call.key);
    sorted.delete(call.bucket);
    return answer(call, 204, '');
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stub');
      const [bucket = '', ...key] = url.pathname.slice(1).split('/');
      const call = {
        request,
        response,
        bucket,
        key: decodeURIComponent(key.join('/')),
        query: url.searchParams,
      };
      respond(call, Buffer.concat(chunks));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: (bucket) => bucketOf(bucket).size,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

function answer(
  { response }: Call,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    ...(body === '' ? {} : { 'content-type': 'application/xml' }),
    ...(status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  });
  response.end(body);
}

function refuse(call: Call, status: number, code: string): void {
  answer(call, status, call.request.method === 'HEAD' ? '' : xml('Error', element('Code', code)));
}

function violates({ request }: Call, found: StubObject | undefined): boolean {
  const { 'if-match': same, 'if-none-match': none } = request.headers;
  return (none === '*' && found !== undefined) || (same !== undefined && bare(same) !== found?.etag);
}

function metadataOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') ? [[name, String(value)]] : [],
    ),
  );
}

function bare(etag: string | readonly string[]): string {
  return String(etag).replaceAll('"', '');
}

/** The place of the first of sorted keys that comes after `key`. */
function firstAbove(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function xml(name: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name}>${inner}</${name}>`;
}

function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}
