import type { Readable, Writable } from 'node:stream';
import { giveWay } from '../service/give-way.ts';

/** What a command line touches of its process; a demo runs several command lines in one. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Has other programs of this machine go first from now on; absent where the process is not the command line's own. */
  readonly giveWay?: () => void;
}

export function processIo(): CliIo {
  const { env, stdin, stdout, stderr } = process;
  return { env, stdin, stdout, stderr, giveWay: () => giveWay(env) };
}

/** Everything on stdin as text; refuses more than `maxBytes`, which no answer to a question of ours needs. */
export async function readAllInput(io: CliIo, maxBytes = 64 * 1024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    size += bytes.byteLength;
    if (size > maxBytes) throw new RangeError(`more than ${maxBytes} bytes on standard input`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
