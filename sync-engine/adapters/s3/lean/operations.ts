import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import { requestKindOf } from '../request-kind.ts';
import { AnswerFailure, asElement, asText, readXml, saidIn, textOf } from './failure.ts';
import type { Answer, LeanRequest } from './sender.ts';
import { canonicalQuery } from './sigv4.ts';

/** How a command of the SDK goes over the wire, and what comes back. Source: S3 API Reference, the operation's page. */
export interface Operation {
  readonly method: LeanRequest['method'];
  /** Fields of the command's input that travel as a header. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fields that travel in the query. */
  readonly query?: Readonly<Record<string, string>>;
  /** Fields that do not travel with this operation; lib-storage hands every part all that it was given for the object. */
  readonly unsent?: readonly string[];
  /** The command's output. Reads the answer's body to its end, but for GetObject's. */
  readonly output: (answer: Answer) => Promise<object>;
}

const CONDITIONS = { IfMatch: 'if-match', IfNoneMatch: 'if-none-match' };

const ATTRIBUTES = {
  CacheControl: 'cache-control',
  ContentDisposition: 'content-disposition',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentType: 'content-type',
};

const OPERATIONS: ReadonlyMap<unknown, Operation> = new Map<unknown, Operation>([
  [PutObjectCommand, { method: 'PUT', headers: { ...ATTRIBUTES, ...CONDITIONS }, output: written }],
  [
    UploadPartCommand,
    {
      method: 'PUT',
      headers: {},
      query: { PartNumber: 'partNumber', UploadId: 'uploadId' },
      unsent: ['ContentType', 'Metadata', 'ChecksumAlgorithm', ...Object.keys(CONDITIONS)],
      output: written,
    },
  ],
  [
    CopyObjectCommand,
    {
      method: 'PUT',
      headers: {
        ...ATTRIBUTES,
        ...CONDITIONS,
        CopySource: 'x-amz-copy-source',
        CopySourceIfMatch: 'x-amz-copy-source-if-match',
        MetadataDirective: 'x-amz-metadata-directive',
      },
      output: copied,
    },
  ],
  [DeleteObjectCommand, { method: 'DELETE', headers: { IfMatch: 'if-match' }, output: drained }],
  [HeadObjectCommand, { method: 'HEAD', headers: {}, output: looked }],
  [
    GetObjectCommand,
    {
      method: 'GET',
      headers: { IfMatch: 'if-match', Range: 'range' },
      output: async (answer) => ({ ...objectIn(answer), Body: answer.body }),
    },
  ],
]);

/** Undefined for a command that only the SDK knows. */
export function operationOf(command: object): Operation | undefined {
  return OPERATIONS.get(command.constructor);
}

const METADATA = 'x-amz-meta-';

/** Undefined when the input holds anything this table does not know: then the SDK must send it. */
export function requestOf(operation: Operation, command: object, input: object): LeanRequest | undefined {
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  let key = '';
  let body: Uint8Array | undefined;
  for (const [field, value] of Object.entries(input) as [string, unknown][]) {
    if (value === undefined || field === 'Bucket' || field === 'ContentLength') continue;
    if (operation.unsent?.includes(field) === true) continue;
    const header = operation.headers[field];
    const parameter = operation.query?.[field];
    if (field === 'Body' && value instanceof Uint8Array) {
      body = value;
      // The SDK's word for bytes of no known kind: an object has the same type whichever way it went.
      headers['content-type'] ??= 'application/octet-stream';
    } else if (field === 'Metadata') Object.assign(headers, metadataHeaders(value as Record<string, string>));
    else if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    else if (field === 'Key') key = String(value);
    else if (header !== undefined) headers[header] = String(value);
    else if (parameter !== undefined) query[parameter] = String(value);
    else return undefined;
  }
  const kind = requestKindOf(command.constructor.name);
  if (kind === undefined || key === '') return undefined;
  return { kind, method: operation.method, key, query: canonicalQuery(query), headers, body };
}

function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [METADATA + name, value]));
}

async function drained({ body }: Answer): Promise<object> {
  for await (const _chunk of body);
  return {};
}

async function written(answer: Answer): Promise<object> {
  await drained(answer);
  const { headers } = answer;
  return { ETag: headers['etag'], ChecksumCRC32: headers['x-amz-checksum-crc32'] };
}

async function looked(answer: Answer): Promise<object> {
  await drained(answer);
  return objectIn(answer);
}

/**
 * A copy may fail after the headers are out: then an error comes with status 200, which S3 asks to treat as the failure it
 * is (S3 API Reference, CopyObject, "Response and special errors").
 */
async function copied({ status, body, headers }: Answer): Promise<object> {
  const document = readXml(await textOf(body));
  if (document['Error'] !== undefined) throw new AnswerFailure(503, headers, saidIn(document['Error']));
  const result = document['CopyObjectResult'];
  // A proxy's page, say: what S3 did nobody knows.
  if (result === undefined) throw new AnswerFailure(status, headers, saidIn(undefined));
  const { ETag, LastModified } = asElement(result);
  return { CopyObjectResult: { ETag: asText(ETag), LastModified: dateIn(asText(LastModified)) } };
}

/** The fields of GetObject's and HeadObject's outputs that the adapter reads. */
function objectIn({ headers }: Answer): object {
  const length = headers['content-length'];
  const metadata: Record<string, string> = {};
  for (const name in headers)
    if (name.startsWith(METADATA)) metadata[name.slice(METADATA.length)] = headers[name] ?? '';
  return {
    ContentLength: length === undefined ? undefined : Number(length),
    ContentRange: headers['content-range'],
    ETag: headers['etag'],
    LastModified: dateIn(headers['last-modified']),
    Metadata: metadata,
    CacheControl: headers['cache-control'],
    ContentDisposition: headers['content-disposition'],
    ContentEncoding: headers['content-encoding'],
    ContentLanguage: headers['content-language'],
    ContentType: headers['content-type'],
  };
}

function dateIn(text: string | undefined): Date | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms);
}
