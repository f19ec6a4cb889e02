import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';

/**
 * A second, independent writing-down of Signature Version 4, for what the SDK never sends: chunk signatures, presigned
 * URLs with odd dates, requests altered on the way.
 */
export interface RequestPlan {
  readonly verb: string;
  /** Already percent-encoded. */
  readonly path: string;
  /** Already encoded and sorted. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payloadHash?: string;
  /** Epoch milliseconds. */
  readonly at?: number;
}

export interface Signed {
  readonly headers: Record<string, string>;
  readonly signature: string;
  readonly key: Buffer;
  readonly amzDate: string;
  readonly scope: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type Signer = Pick<LocalStore, 'port' | 'credentials'>;

export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sign(store: Signer, plan: RequestPlan): Signed {
  const amzDate = amzTime(plan.at ?? Date.now());
  const { scope, key } = scopeAndKey(store, amzDate);
  const payload = plan.payloadHash ?? 'UNSIGNED-PAYLOAD';
  const headers: Record<string, string> = {
    host: `127.0.0.1:${store.port}`,
    'x-amz-content-sha256': payload,
    'x-amz-date': amzDate,
    ...plan.headers,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = [plan.verb, plan.path, plan.query ?? '', lines, names.join(';'), payload].join('\n');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', amzDate, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  const credential = `${store.credentials.accessKeyId}/${scope}`;
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { headers, signature, key, amzDate, scope };
}

/** A presigned URL's path and query. */
export function presign(store: Signer, plan: RequestPlan & { readonly expires: number }): string {
  const amzDate = amzTime(plan.at ?? Date.now());
  const { scope, key } = scopeAndKey(store, amzDate);
  const query = [
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encodeURIComponent(`${store.credentials.accessKeyId}/${scope}`)}`,
    `X-Amz-Date=${amzDate}`,
    `X-Amz-Expires=${plan.expires}`,
    'X-Amz-SignedHeaders=host',
  ].join('&');
  const host = `host:127.0.0.1:${store.port}\n`;
  const canonical = [plan.verb, plan.path, query, host, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', amzDate, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  return `${plan.path}?${query}&X-Amz-Signature=${signature}`;
}

export function send(
  store: Pick<LocalStore, 'port'>,
  what: { verb: string; target: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { verb, target, headers = {}, body = '' } = what;
    const options = {
      port: store.port,
      host: '127.0.0.1',
      method: verb,
      path: target,
      agent: false as const,
    };
    const length = 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request({ ...options, headers: { ...length, ...headers } });
    outgoing.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
    });
    outgoing.end(body);
  });
}

function amzTime(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

function scopeAndKey(store: Signer, amzDate: string): { scope: string; key: Buffer } {
  const date = amzDate.slice(0, 8);
  const steps = [date, 'us-east-1', 's3', 'aws4_request'];
  const key = steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${store.credentials.secretAccessKey}`));
  return { scope: `${date}/us-east-1/s3/aws4_request`, key };
}
