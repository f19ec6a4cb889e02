import { createHash, type Hash } from 'node:crypto';
import { sha256Hex, signatureOf } from '../auth/canonical.ts';
import { sameText, type SignatureChain } from '../auth/verify.ts';
import { S3Error } from '../errors.ts';

/**
 * Decodes the `aws-chunked` framing: `<hex size>[;chunk-signature=<hex>]\r\n<bytes>\r\n` … `0…\r\n[trailers]\r\n`,
 * and checks each chunk's signature and the trailer's.
 * Source: "Signature calculations … chunked upload" and "… with trailing headers" in the Amazon S3 API reference.
 */
export interface ChunkedOptions {
  /** The chain to verify chunk signatures with; none for `STREAMING-UNSIGNED-PAYLOAD-TRAILER`. */
  readonly chain: SignatureChain | undefined;
  /** Whether trailing headers are announced (a `…-TRAILER` payload). */
  readonly trailers: boolean;
}

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done';

/** A chunk's header line and trailers are tiny; more than this without a line end is not aws-chunked. */
const maxLineBytes = 16 * 1024;
const emptySha256 = sha256Hex('');

/** Push-style decoder: it holds at most one header line, never a chunk. */
export class ChunkedDecoder {
  readonly #options: ChunkedOptions;
  readonly #trailers = new Map<string, string>();
  #state: State = 'size';
  #line: Buffer = Buffer.alloc(0);
  #left = 0;
  #size = 0;
  #hash: Hash | undefined;
  #claimed = '';
  #previous: string;
  #trailerText = '';
  #trailerSignature = '';

  constructor(options: ChunkedOptions) {
    this.#options = options;
    this.#previous = options.chain?.seed ?? '';
  }

  /** Takes bytes off the wire and returns the payload bytes among them. */
  push(bytes: Buffer): Buffer[] {
    const out: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const piece = bytes.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        this.#hash?.update(piece);
        out.push(piece);
        if (this.#left === 0) this.#state = 'data-end';
      } else {
        at = this.#takeLine(bytes, at);
      }
    }
    return out;
  }

  /** Ends the body; returns the trailing headers (lower-case names). Throws when the framing is not complete. */
  end(): ReadonlyMap<string, string> {
    if (this.#state === 'trailer' && this.#line.length === 0 && !this.#options.trailers) this.#state = 'done';
    if (this.#state !== 'done') throw new S3Error('IncompleteBody');
    return this.#trailers;
  }

  #takeLine(bytes: Buffer, from: number): number {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline < 0 ? bytes.length : newline + 1;
    this.#line = Buffer.concat([this.#line, bytes.subarray(from, end)]);
    if (this.#line.length > maxLineBytes) throw malformed();
    if (newline >= 0) {
      const line = this.#line.toString('latin1').replace(/\r?\n$/u, '');
      this.#line = Buffer.alloc(0);
      this.#onLine(line);
    }
    return end;
  }

  #onLine(line: string): void {
    switch (this.#state) {
      case 'size':
        return this.#onSize(line);
      case 'data-end':
        if (line !== '') throw malformed();
        this.#checkChunk();
        this.#state = 'size';
        return;
      case 'trailer':
        return this.#onTrailer(line);
      case 'done':
        if (line !== '') throw malformed();
        return;
      case 'data':
        throw new Error('a line inside a chunk');
    }
  }

  #onSize(line: string): void {
    const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/iu.exec(line.trim());
    if (match?.[1] === undefined || (this.#options.chain !== undefined && match[2] === undefined))
      throw malformed();
    this.#size = Number.parseInt(match[1], 16);
    this.#left = this.#size;
    this.#claimed = match[2] ?? '';
    this.#hash = this.#options.chain === undefined ? undefined : createHash('sha256');
    if (this.#size > 0) {
      this.#state = 'data';
      return;
    }
    this.#checkChunk();
    this.#state = 'trailer';
  }

  #onTrailer(line: string): void {
    if (line === '') {
      this.#checkTrailer();
      this.#state = 'done';
      return;
    }
    const at = line.indexOf(':');
    if (at < 1 || !this.#options.trailers) throw malformed();
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      this.#trailerSignature = value;
    } else {
      this.#trailers.set(name, value);
      this.#trailerText += `${name}:${value}\n`;
    }
  }

  #checkChunk(): void {
    const chain = this.#options.chain;
    if (chain === undefined) return;
    const hash = this.#hash?.digest('hex') ?? emptySha256;
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', chain.amzDate, chain.scope, this.#previous, emptySha256, hash];
    this.#check(chain, text, this.#claimed);
    this.#previous = this.#claimed;
  }

  #checkTrailer(): void {
    const chain = this.#options.chain;
    if (chain === undefined || !this.#options.trailers) return;
    const hash = sha256Hex(this.#trailerText);
    const text = ['AWS4-HMAC-SHA256-TRAILER', chain.amzDate, chain.scope, this.#previous, hash];
    this.#check(chain, text, this.#trailerSignature);
  }

  #check(chain: SignatureChain, text: readonly string[], claimed: string): void {
    if (!sameText(signatureOf(chain.key, text.join('\n')), claimed))
      throw new S3Error('SignatureDoesNotMatch');
  }
}

function malformed(): S3Error {
  return new S3Error('InvalidRequest', { message: 'The aws-chunked body is malformed.' });
}
