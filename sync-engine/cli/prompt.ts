import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { CliIo } from './io.ts';

/** True when somebody sits in front of it. */
export function canAsk(io: CliIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

/** Asks a question on stderr; only `y` or `yes` is a yes. Rejects `AbortError` when the signal fires. */
export async function confirm(io: CliIo, question: string, signal: AbortSignal): Promise<boolean> {
  const answer = await ask(io, `${question} [y/N] `, { signal, hidden: false });
  return /^y(?:es)?$/i.test(answer.trim());
}

/** Asks for something that must not be seen or kept in a shell's history. */
export function askSecret(io: CliIo, question: string, signal: AbortSignal): Promise<string> {
  return ask(io, `${question}: `, { signal, hidden: true });
}

export function askText(io: CliIo, question: string, signal: AbortSignal): Promise<string> {
  return ask(io, `${question}: `, { signal, hidden: false });
}

async function ask(
  io: CliIo,
  question: string,
  { signal, hidden }: { readonly signal: AbortSignal; readonly hidden: boolean },
): Promise<string> {
  if (hidden) io.stderr.write(question);
  // readline echoes what is typed to its output: a secret's goes nowhere.
  const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : io.stderr;
  const lines = createInterface({ input: io.stdin, output, terminal: true, historySize: 0 });
  const closed = new AbortController();
  lines.on('SIGINT', () => closed.abort());
  lines.on('close', () => closed.abort());
  try {
    return await lines.question(hidden ? '' : question, { signal: AbortSignal.any([signal, closed.signal]) });
  } finally {
    lines.close();
    if (hidden) io.stderr.write('\n');
  }
}
