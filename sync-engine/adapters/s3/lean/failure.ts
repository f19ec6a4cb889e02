import { XMLParser } from 'fast-xml-parser';

import type { Answer } from './sender.ts';

/** An answer that is a refusal, in the form the SDK throws, so that errors.ts reads both alike. */
export class AnswerFailure extends Error {
  readonly Code: string | undefined;
  readonly $metadata: { readonly httpStatusCode: number };
  readonly $response: { readonly statusCode: number; readonly headers: Answer['headers'] };

  constructor(status: number, headers: Answer['headers'], said: Said) {
    super(said.message ?? '');
    this.name = said.code ?? (status === 404 ? 'NotFound' : 'Unknown');
    this.Code = said.code;
    this.$metadata = { httpStatusCode: status };
    this.$response = { statusCode: status, headers };
  }
}

interface Said {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Reads the body to its end. */
export async function failureOf(answer: Answer): Promise<AnswerFailure> {
  const document = readXml(await textOf(answer.body));
  return new AnswerFailure(answer.status, answer.headers, saidIn(document['Error']));
}

export async function textOf(body: Answer['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export type XmlElement = Readonly<Record<string, unknown>>;

const parser = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: false });

/** The document's elements by name, all text left as text; empty for what is no XML, such as a proxy's page. */
export function readXml(text: string): XmlElement {
  try {
    return asElement(parser.parse(text));
  } catch {
    return {};
  }
}

export function asElement(value: unknown): XmlElement {
  return typeof value === 'object' && value !== null ? (value as XmlElement) : {};
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function saidIn(error: unknown): Said {
  const { Code, Message } = asElement(error);
  return { code: asText(Code), message: asText(Message) };
}
