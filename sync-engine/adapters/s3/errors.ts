import { fail, type SyncErrorCode, type SyncFailure } from '../../core/error.ts';
import { fitsKey } from '../../core/object-key.ts';

/** What was asked, for the error that may come of it. */
export interface CallFacts {
  /** The IAM action the call needs, such as `s3:GetObject`. Source: "Actions defined by Amazon S3", service authorization reference. */
  readonly action: string;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** True when an upload id was named: what is missing then is the upload. */
  readonly ofUpload?: boolean;
}

/**
 * Codes in error bodies (S3's "List of error codes", with what Ceph RGW, MinIO and B2 add), the SDK's own error names,
 * Node's socket codes, and undici's.
 */
const BY_CODE: Readonly<Record<string, SyncErrorCode>> = {
  AbortError: 'aborted',

  CredentialsProviderError: 'credentials-missing',
  ProviderError: 'credentials-missing',
  TokenProviderError: 'credentials-missing',
  InvalidAccessKeyId: 'credentials-invalid',
  SignatureDoesNotMatch: 'credentials-invalid',
  InvalidToken: 'credentials-invalid',
  UnrecognizedClientException: 'credentials-invalid',
  ExpiredToken: 'credentials-expired',
  ExpiredTokenException: 'credentials-expired',
  TokenRefreshRequired: 'credentials-expired',
  AccessDenied: 'access-denied',
  AllAccessDisabled: 'access-denied',
  AccountProblem: 'access-denied',
  RequestTimeTooSkewed: 'clock-skew',
  RequestInTheFuture: 'clock-skew',
  RequestExpired: 'clock-skew',

  NoSuchBucket: 'bucket-missing',
  NoSuchKey: 'object-missing',
  NoSuchUpload: 'upload-missing',
  PreconditionFailed: 'precondition-failed',
  ConditionalRequestConflict: 'precondition-failed',
  KeyTooLongError: 'key-too-long',
  EntityTooLarge: 'file-too-large',
  BadDigest: 'content-mismatch',
  XAmzContentSHA256Mismatch: 'content-mismatch',
  XAmzContentChecksumMismatch: 'content-mismatch',
  NotImplemented: 'unsupported',
  MethodNotAllowed: 'unsupported',
  // Archived (Glacier): a 403 that speaks of this object alone, not of what the keys may do.
  InvalidObjectState: 'unsupported',

  SlowDown: 'throttled',
  ServiceUnavailable: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  RequestThrottled: 'throttled',
  TooManyRequests: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  BandwidthLimitExceeded: 'throttled',
  InternalError: 'server-error',
  // 409 while another change of the same bucket is on its way: S3 asks to try again.
  OperationAborted: 'server-error',

  RequestTimeout: 'timeout',
  TimeoutError: 'timeout',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  IncompleteBody: 'network',
  NetworkingError: 'network',
  EAI_AGAIN: 'network',
  ECONNABORTED: 'network',
  ECONNREFUSED: 'network',
  ECONNRESET: 'network',
  EHOSTDOWN: 'network',
  EHOSTUNREACH: 'network',
  ENETDOWN: 'network',
  ENETUNREACH: 'network',
  ENOTFOUND: 'network',
  EPIPE: 'network',
  EPROTO: 'network',
  ERR_STREAM_PREMATURE_CLOSE: 'network',

  UND_ERR_ABORTED: 'aborted',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'network',
  UND_ERR_INFO: 'network',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'network',
  // The account was closed under a request.
  UND_ERR_CLOSED: 'network',
  UND_ERR_DESTROYED: 'network',
  UND_ERR_HEADERS_OVERFLOW: 'server-error',
  // The answer is not HTTP.
  HTTPParserError: 'server-error',
};

/** TLS failures carry OpenSSL's verification codes. */
const TLS_CODE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** The parts of an SDK or Node error that matter, read without trusting its class (bundles carry several copies). */
interface ForeignError {
  readonly codes: readonly string[];
  readonly message: string;
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly region: string | undefined;
}

/**
 * The SyncFailure of anything the SDK or Node's sockets rejected with. What is none of theirs is a bug and comes back
 * as it was.
 */
export function mapS3Error(caught: unknown, call: CallFacts): unknown {
  if (!(caught instanceof Error)) return caught;
  const foreign = readForeign(caught);
  const known = foreign.codes.find((code) => BY_CODE[code] !== undefined || TLS_CODE.test(code));
  const code = known === undefined ? codeWithoutName(foreign, call) : (BY_CODE[known] ?? 'network');
  if (code === undefined) return caught;
  const foreignCode = known ?? foreign.codes[0];
  return asFailure(refine(code, foreign, call), { ...foreign, foreignCode, cause: caught }, call);
}

function asFailure(
  code: SyncErrorCode,
  foreign: ForeignError & { readonly foreignCode: string | undefined; readonly cause: Error },
  call: CallFacts,
): SyncFailure {
  const retryAfterMs = parseRetryAfter(foreign.retryAfter);
  const said = foreign.message === '' ? '' : ` (${foreign.message})`;
  const answer = foreign.status === undefined ? 'failed' : `answered ${foreign.status}`;
  const refused = code === 'access-denied' ? refusedIn(foreign.message, call) : undefined;
  const bucket = refused?.bucket ?? call.bucket;
  const { foreignCode = 'without a code' } = foreign;
  // Sockets name the code in their message.
  const named = foreign.message.includes(foreignCode) ? '' : ` ${foreignCode}`;
  return fail(code, `${call.action} ${answer}${named}${said}`, {
    ...(bucket === undefined ? {} : { bucket }),
    ...(call.key === undefined ? {} : { key: call.key }),
    ...(refused === undefined ? {} : { action: refused.action }),
    ...(foreign.status === undefined ? {} : { status: foreign.status }),
    ...(foreign.foreignCode === undefined ? {} : { foreignCode: foreign.foreignCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(code === 'bad-request' && foreign.region !== undefined ? { region: foreign.region } : {}),
    cause: foreign.cause,
  });
}

/**
 * What exactly was refused: a copy needs two permissions, often on two buckets. AWS names them in its message. Source: Amazon
 * S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors", access denied message examples.
 */
const REFUSED = /not authorized to perform: (?<action>s3:\w+) on resource: "arn:[^:]*:s3:::(?<bucket>[^/"]+)/;

function refusedIn(
  message: string,
  call: CallFacts,
): { readonly action: string; readonly bucket: string | undefined } {
  const { action = call.action, bucket } = REFUSED.exec(message)?.groups ?? {};
  return { action, bucket };
}

/** Answers without a (known) code: HEAD has no body, proxies answer HTML. */
function codeWithoutName({ status, message }: ForeignError, call: CallFacts): SyncErrorCode | undefined {
  if (status === undefined) return message.startsWith('Region is missing') ? 'config-invalid' : undefined;
  switch (status) {
    case 401:
      return 'credentials-invalid';
    case 403:
      return 'access-denied';
    case 404:
      return call.key === undefined ? 'bucket-missing' : 'object-missing';
    case 405:
    case 501:
      return 'unsupported';
    case 408:
      return 'timeout';
    case 412:
      return 'precondition-failed';
    case 429:
    case 503:
      return 'throttled';
    default:
      // A 200 whose body could not be read, and every 5xx, are the server's; the rest is ours (wrong region, bad argument).
      return status < 300 || status >= 500 ? 'server-error' : 'bad-request';
  }
}

/** What the code alone does not tell. */
function refine(code: SyncErrorCode, { message }: ForeignError, call: CallFacts): SyncErrorCode {
  // The provider chain reports an SSO session past its end as credentials it cannot find.
  if (code === 'credentials-missing' && /expired/i.test(message)) return 'credentials-expired';
  // Ceph RGW 16 answers NoSuchKey to ListParts of an upload that is gone.
  if (code === 'object-missing' && call.ofUpload === true) return 'upload-missing';
  // RGW answers InvalidObjectName where S3 says KeyTooLongError.
  if (code === 'bad-request' && call.key !== undefined && !fitsKey(call.key)) return 'key-too-long';
  return code;
}

function readForeign(caught: Error): ForeignError {
  const metadata = field(caught, '$metadata');
  const response = field(caught, '$response');
  const status = field(metadata, 'httpStatusCode') ?? field(response, 'statusCode');
  const codes = [field(caught, 'Code'), field(caught, 'code'), caught.name];
  const retryAfter = field(field(response, 'headers'), 'retry-after');
  return {
    codes: codes.filter((code) => typeof code === 'string' && code !== '' && code !== 'Error') as string[],
    message: caught.message === 'UnknownError' ? '' : caught.message,
    status: typeof status === 'number' ? status : undefined,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    region: expectedRegion(caught),
  };
}

/**
 * The region that a server wants requests signed for, when it says so. Sources: Amazon S3 API reference, "Error responses" (an element
 * `Region` beside AuthorizationHeaderMalformed); MinIO says it in the message only.
 */
function expectedRegion(caught: Error): string | undefined {
  const region = field(caught, 'Region') ?? /region is wrong; expecting '([^']+)'/.exec(caught.message)?.[1];
  return typeof region === 'string' && region !== '' ? region : undefined;
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

/** Retry-After in its form of seconds; the form of a date is not used by object stores. */
function parseRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : undefined;
}
