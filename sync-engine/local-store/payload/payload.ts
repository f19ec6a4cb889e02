import { createHash, type Hash } from 'node:crypto';
import type { Verified } from '../auth/verify.ts';
import { S3Error } from '../errors.ts';
import type { RequestHead } from '../http/request.ts';
import { ChunkedDecoder } from './aws-chunked.ts';
import {
  checksumBytes,
  type ChecksumName,
  checksumNames,
  isChecksumName,
  type RunningChecksum,
  type StoredChecksum,
  startChecksum,
} from './checksums.ts';

/** What a request's head says about its body. */
export interface PayloadHead {
  /** Bytes of the payload without framing. */
  readonly length: number;
  readonly check: PayloadCheck;
}

/** What was found out about a payload once all of it has been seen and verified. */
export interface PayloadProof {
  readonly md5Hex: string;
  readonly checksum: StoredChecksum | undefined;
}

/**
 * Unwraps and verifies one request's payload as it streams by: aws-chunked framing and signatures, the signed
 * SHA-256, Content-MD5, and `x-amz-checksum-*` in header or trailer. Nothing pushed through it may become visible
 * before `finish()` has returned.
 */
export class PayloadCheck {
  readonly #length: number;
  readonly #decoder: ChunkedDecoder | undefined;
  readonly #signedSha256: string | undefined;
  readonly #sha256: Hash | undefined;
  readonly #md5 = createHash('md5');
  readonly #contentMd5: string | undefined;
  readonly #checksum:
    | { name: ChecksumName; expected: string | undefined; running: RunningChecksum }
    | undefined;
  #seen = 0;

  constructor(head: RequestHead, verified: Verified, length: number) {
    const { payload } = verified;
    this.#length = length;
    if (payload.startsWith('STREAMING-')) this.#decoder = decoderFor(payload, verified);
    else if (/^[0-9a-f]{64}$/iu.test(payload)) {
      this.#signedSha256 = payload.toLowerCase();
      this.#sha256 = createHash('sha256');
    } else if (payload !== 'UNSIGNED-PAYLOAD') {
      throw new S3Error('InvalidRequest', {
        message: 'x-amz-content-sha256 must be a hash or a known keyword',
      });
    }
    this.#contentMd5 = contentMd5(head);
    this.#checksum = announcedChecksum(head);
  }

  /** Takes bytes off the wire, returns payload bytes. */
  push(bytes: Buffer): readonly Buffer[] {
    const pieces = this.#decoder === undefined ? [bytes] : this.#decoder.push(bytes);
    for (const piece of pieces) {
      this.#seen += piece.length;
      this.#sha256?.update(piece);
      this.#md5.update(piece);
      this.#checksum?.running.update(piece);
    }
    if (this.#seen > this.#length) throw new S3Error('IncompleteBody');
    return pieces;
  }

  /** @throws S3Error when anything the client promised about the payload does not hold */
  finish(): PayloadProof {
    const trailers = this.#decoder?.end();
    if (this.#seen !== this.#length) throw new S3Error('IncompleteBody');
    if (this.#sha256 !== undefined) {
      const computed = this.#sha256.digest('hex');
      if (computed !== this.#signedSha256) {
        throw new S3Error('XAmzContentSHA256Mismatch', {
          details: {
            ClientComputedContentSHA256: this.#signedSha256 ?? '',
            S3ComputedContentSHA256: computed,
          },
        });
      }
    }
    const md5 = this.#md5.digest();
    if (this.#contentMd5 !== undefined && this.#contentMd5 !== md5.toString('base64')) {
      throw new S3Error('BadDigest', {
        message: 'The Content-MD5 you specified did not match what we received.',
      });
    }
    return { md5Hex: md5.toString('hex'), checksum: this.#finishChecksum(trailers) };
  }

  #finishChecksum(trailers: ReadonlyMap<string, string> | undefined): StoredChecksum | undefined {
    if (this.#checksum === undefined) return undefined;
    const { name, running } = this.#checksum;
    const expected = this.#checksum.expected ?? trailers?.get(`x-amz-checksum-${name}`);
    const value = running.base64();
    if (expected === undefined) {
      throw new S3Error('InvalidRequest', {
        message: `The announced trailer x-amz-checksum-${name} did not come.`,
      });
    }
    if (expected !== value) {
      throw new S3Error('BadDigest', {
        message: `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      });
    }
    return { name, value };
  }
}

/** Reads how long the payload is and prepares its verification; a body of unknown length is MissingContentLength. */
export function readPayloadHead(head: RequestHead, verified: Verified): PayloadHead {
  const streaming = verified.payload.startsWith('STREAMING-');
  const declared = head.header(streaming ? 'x-amz-decoded-content-length' : 'content-length');
  const bodiless = declared === undefined && head.header('transfer-encoding') === undefined && !streaming;
  const length = bodiless ? 0 : Number(declared ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw new S3Error('MissingContentLength');
  return { length, check: new PayloadCheck(head, verified, length) };
}

function decoderFor(payload: string, verified: Verified): ChunkedDecoder {
  switch (payload) {
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return new ChunkedDecoder({ chain: verified.chain, trailers: false });
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return new ChunkedDecoder({ chain: verified.chain, trailers: true });
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return new ChunkedDecoder({ chain: undefined, trailers: true });
    default:
      throw new S3Error('NotImplemented', { details: { Header: 'x-amz-content-sha256', Value: payload } });
  }
}

function contentMd5(head: RequestHead): string | undefined {
  const value = head.header('content-md5');
  if (value !== undefined && !isBase64Of(value, 16)) {
    throw new S3Error('InvalidDigest', { message: 'The Content-MD5 you specified was invalid.' });
  }
  return value;
}

function announcedChecksum(
  head: RequestHead,
): { name: ChecksumName; expected: string | undefined; running: RunningChecksum } | undefined {
  for (const name of checksumNames) {
    const expected = head.header(`x-amz-checksum-${name}`);
    if (expected === undefined) continue;
    if (!isBase64Of(expected, checksumBytes[name])) {
      throw new S3Error('InvalidRequest', { message: `Value for x-amz-checksum-${name} header is invalid.` });
    }
    return { name, expected, running: startChecksum(name) };
  }
  const trailer = /^x-amz-checksum-(.+)$/iu.exec(
    (head.header('x-amz-trailer') ?? '').trim().toLowerCase(),
  )?.[1];
  if (trailer === undefined) return undefined;
  if (!isChecksumName(trailer)) throw new S3Error('NotImplemented', { details: { Header: 'x-amz-trailer' } });
  return { name: trailer, expected: undefined, running: startChecksum(trailer) };
}

function isBase64Of(text: string, bytes: number): boolean {
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === text;
}
