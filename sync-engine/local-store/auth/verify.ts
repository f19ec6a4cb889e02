import { timingSafeEqual, type KeyObject } from 'node:crypto';
import { S3Error } from '../errors.ts';
import type { RequestHead } from '../http/request.ts';
import {
  canonicalRequest,
  type Scope,
  scopeText,
  signatureOf,
  signingKey,
  stringToSign,
} from './canonical.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a verified request has proven, and what its body still has to prove. */
export interface Verified {
  /** The value that stood for the payload in the signature: a hash, `UNSIGNED-PAYLOAD`, or a `STREAMING-…` form. */
  readonly payload: string;
  /** Chunk signatures chain on from the request's own signature with the same key. */
  readonly chain: SignatureChain;
}

export interface SignatureChain {
  readonly key: KeyObject;
  readonly amzDate: string;
  readonly scope: string;
  readonly seed: string;
}

/** S3 refuses a request whose clock is off by more than 15 minutes. */
const maxSkewMs = 15 * 60 * 1000;
/** A presigned URL lives for a week at most. */
const maxExpirySeconds = 7 * 24 * 60 * 60;
const algorithm = 'AWS4-HMAC-SHA256';

interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly amzDate: string;
  readonly payload: string;
}

/** Checks one request at the store's time (epoch milliseconds); throws what S3 would answer. */
export type Verifier = (head: RequestHead, nowMs: number) => Verified;

/**
 * Makes the check of signatures, in the `Authorization` header or presigned in the query, for one pair of keys.
 * Any region is taken in the credential scope: the signature proves the key, and the store has one region only.
 * The check throws AccessDenied (unsigned or expired), InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed
 * or a complaint about malformed fields.
 */
export function createVerifier(credentials: Credentials): Verifier {
  // One key serves a whole day of one client; remembering the last one saves four HMACs a request.
  let last: { readonly scope: string; readonly key: KeyObject } | undefined;
  const keyFor = (scope: Scope): KeyObject => {
    const text = scopeText(scope);
    if (last?.scope !== text) last = { scope: text, key: signingKey(credentials.secretAccessKey, scope) };
    return last.key;
  };
  return (head, nowMs) => verify(head, nowMs, credentials.accessKeyId, keyFor);
}

function verify(
  head: RequestHead,
  nowMs: number,
  accessKeyId: string,
  keyFor: (scope: Scope) => KeyObject,
): Verified {
  const presigned = head.query('X-Amz-Algorithm') !== undefined;
  const claim = presigned ? presignedClaim(head) : headerClaim(head);
  if (claim.accessKeyId !== accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: claim.accessKeyId } });
  }
  const signedAt = parseAmzDate(claim.amzDate);
  if (signedAt === undefined || !claim.amzDate.startsWith(claim.scope.date)) {
    throw new S3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    });
  }
  if (presigned) checkExpiry(head, signedAt, nowMs);
  else checkSkew(claim.amzDate, signedAt, nowMs);
  requireSigned(head, claim);

  const key = keyFor(claim.scope);
  const canonical = canonicalRequest(head, claim.signedHeaders, claim.payload);
  const toSign = stringToSign(claim.amzDate, claim.scope, canonical);
  if (!sameText(signatureOf(key, toSign), claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      details: { AWSAccessKeyId: claim.accessKeyId, StringToSign: toSign, CanonicalRequest: canonical },
    });
  }
  return {
    payload: claim.payload,
    chain: { key, amzDate: claim.amzDate, scope: scopeText(claim.scope), seed: claim.signature },
  };
}

/** Compares without telling by its duration how much was right. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function headerClaim(head: RequestHead): Claim {
  const header = head.header('authorization');
  if (header === undefined) throw new S3Error('AccessDenied');
  const fields = new Map(
    header
      .slice(header.indexOf(' ') + 1)
      .split(',')
      .map((field) => field.trim())
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const),
  );
  const credential = fields.get('Credential');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  if (!header.startsWith(`${algorithm} `) || !credential || !signedHeaders || !signature) {
    throw new S3Error('AuthorizationHeaderMalformed');
  }
  const payload = head.header('x-amz-content-sha256');
  if (payload === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  return {
    ...parseCredential(credential, 'AuthorizationHeaderMalformed'),
    signedHeaders: signedHeaders.split(';'),
    signature,
    amzDate: head.header('x-amz-date') ?? fromHttpDate(head.header('date')),
    payload,
  };
}

function presignedClaim(head: RequestHead): Claim {
  const need = (name: string): string => {
    const value = head.query(name);
    if (!value) {
      throw new S3Error('AuthorizationQueryParametersError', {
        message: `Query-string authentication version 4 requires the ${name} parameter.`,
      });
    }
    return value;
  };
  if (need('X-Amz-Algorithm') !== algorithm) throw new S3Error('AuthorizationQueryParametersError');
  return {
    ...parseCredential(need('X-Amz-Credential'), 'AuthorizationQueryParametersError'),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    amzDate: need('X-Amz-Date'),
    payload: head.header('x-amz-content-sha256') ?? head.query('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  };
}

function parseCredential(
  text: string,
  code: 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError',
): Pick<Claim, 'accessKeyId' | 'scope'> {
  const parts = text.split('/');
  const [date, region, service, end] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (!date || region === undefined || service !== 's3' || end !== 'aws4_request' || accessKeyId === '') {
    throw new S3Error(code);
  }
  return { accessKeyId, scope: { date, region, service } };
}

/** S3 wants `host` and every `x-amz-*` header signed: an unsigned one could have been added on the way. */
function requireSigned(head: RequestHead, claim: Claim): void {
  const unsigned = [...head.headers.keys()].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !claim.signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    throw new S3Error('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      details: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
}

function checkSkew(amzDate: string, signedAt: number, nowMs: number): void {
  if (Math.abs(nowMs - signedAt) > maxSkewMs) {
    throw new S3Error('RequestTimeTooSkewed', {
      details: {
        RequestTime: amzDate,
        ServerTime: new Date(nowMs).toISOString(),
        MaxAllowedSkewMilliseconds: String(maxSkewMs),
      },
    });
  }
}

function checkExpiry(head: RequestHead, signedAt: number, nowMs: number): void {
  const seconds = Number(head.query('X-Amz-Expires'));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > maxExpirySeconds) {
    throw new S3Error('AuthorizationQueryParametersError', {
      message: 'X-Amz-Expires must be between 1 and 604800 seconds',
    });
  }
  if (signedAt - nowMs > maxSkewMs) {
    throw new S3Error('AccessDenied', { message: 'Request is not yet valid' });
  }
  if (nowMs > signedAt + seconds * 1000) {
    throw new S3Error('AccessDenied', { message: 'Request has expired' });
  }
}

/** `20260102T030405Z` as epoch milliseconds. */
function parseAmzDate(text: string): number | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z');
  const ms = iso === text ? Number.NaN : Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
}

function fromHttpDate(text: string | undefined): string {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}
