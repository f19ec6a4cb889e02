import type { IncomingMessage } from 'node:http';
import type { Verified } from '../auth/verify.ts';
import { S3Error } from '../errors.ts';
import { type PayloadProof, readPayloadHead } from '../payload/payload.ts';
import { inlineBytes, type NewBody } from '../storage/bodies.ts';
import type { BodyFiles } from '../storage/body-files.ts';
import type { RequestHead } from './request.ts';

/** A whole, verified body, durable if it is a file. */
export interface ReceivedBody extends PayloadProof {
  readonly body: NewBody;
  readonly size: number;
}

/** Reads one request's body, once, either way. */
export interface RequestBody {
  /** As text, for configuration documents; more than `maxDocumentBytes` is MalformedXML. */
  text(): Promise<string>;
  /** As an object's or part's bytes. @param maxBytes beyond this: EntityTooLarge */
  receive(maxBytes: number): Promise<ReceivedBody>;
}

/** A batch delete of 1,000 keys of 1,024 bytes, escaped, fits twice; AWS allows 2 MB. */
const maxDocumentBytes = 8 * 1024 * 1024;

export interface BodySource {
  readonly message: IncomingMessage;
  readonly head: RequestHead;
  readonly verified: Verified;
  readonly files: BodyFiles;
  /** Called before the first byte is read: sends `100 Continue` to a client that waits for it. */
  readonly begin: () => void;
}

export function requestBody(source: BodySource): RequestBody {
  return {
    text: async () => {
      const { length, check } = readPayloadHead(source.head, source.verified);
      if (length > maxDocumentBytes) throw new S3Error('MalformedXML');
      source.begin();
      const pieces: Buffer[] = [];
      await eachChunk(source.message, (chunk) => void pieces.push(...check.push(chunk)));
      check.finish();
      return Buffer.concat(pieces).toString();
    },
    receive: (maxBytes) => receive(source, maxBytes),
  };
}

async function receive(source: BodySource, maxBytes: number): Promise<ReceivedBody> {
  const { length, check } = readPayloadHead(source.head, source.verified);
  if (length > maxBytes)
    throw new S3Error('EntityTooLarge', { details: { MaxSizeAllowed: String(maxBytes) } });
  source.begin();
  if (length <= inlineBytes) {
    const pieces: Buffer[] = [];
    await eachChunk(source.message, (chunk) => void pieces.push(...check.push(chunk)));
    const proof = check.finish();
    return { ...proof, size: length, body: { kind: 'bytes', bytes: Buffer.concat(pieces) } };
  }
  const writer = await source.files.create();
  let proof: PayloadProof;
  try {
    for await (const chunk of source.message) {
      for (const piece of check.push(chunk as Buffer)) await writer.write(piece);
    }
    proof = check.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const staged = await writer.finish();
  await source.files.adopt(staged);
  return { ...proof, size: length, body: { kind: 'file', staged, size: length } };
}

/** Cheaper than `for await` for the one or two chunks of a small body. */
function eachChunk(message: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        message.removeAllListeners('data').resume();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    message.on('end', resolve);
    message.on('error', reject);
    message.on('close', () => {
      if (!message.complete) reject(new S3Error('IncompleteBody'));
    });
  });
}
