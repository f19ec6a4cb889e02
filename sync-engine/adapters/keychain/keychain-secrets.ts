import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fail } from '../../core/error.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { KeychainAnswer, type KeychainRequest } from './keychain-protocol.ts';

/** Under this name the operating system's own keychain program shows our entries. */
export const KEYCHAIN_SERVICE = 'windlass';
/** Long enough for a person to type the password of a locked keychain (milliseconds). */
const TIMEOUT_MS = 60_000;

/**
 * Has a process of its own answer a request (`answerKeychain`), and ends it when `timeoutMs` is over. Resolves with what it said;
 * undefined when it was ended.
 */
export type KeychainRun = (request: string, timeoutMs: number) => Promise<string | undefined>;

export interface KeychainOptions {
  readonly service?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
  /** Left out: Node's own child process. */
  readonly run?: KeychainRun | undefined;
}

/**
 * The keychain of the operating system: macOS Keychain, Windows Credential Manager, the Secret Service on Linux. Rejects
 * `secret-store-unavailable` when there is none, it is locked, or it does not answer in time.
 */
export function createKeychainSecrets(options: KeychainOptions = {}): SecretStore {
  const service = options.service ?? KEYCHAIN_SERVICE;
  const ask = (request: KeychainRequest) => askKeychain(request, options);
  return {
    get: async (name) => (await ask({ operation: 'get', service, name })).secret,
    set: async (name, secret) => {
      await ask({ operation: 'set', service, name, secret });
    },
    delete: async (name) => (await ask({ operation: 'delete', service, name })).deleted === true,
  };
}

async function askKeychain(request: KeychainRequest, options: KeychainOptions): Promise<KeychainAnswer> {
  const { env = process.env, timeoutMs = TIMEOUT_MS } = options;
  const run = options.run ?? ((text, limitMs) => runInChild(env, text, limitMs));
  const output = await run(JSON.stringify(request), timeoutMs);
  if (output === undefined)
    throw fail('secret-store-unavailable', `the keychain did not answer within ${timeoutMs / 1000} s`);
  return readAnswer(output);
}

async function runInChild(
  env: NonNullable<KeychainOptions['env']>,
  request: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const child = startProcess(env);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  try {
    const ended = once(child, 'close');
    child.stdin.on('error', () => {}); // it may die before it has read; its missing answer tells
    child.stdin.end(request);
    const [output] = await Promise.all([text(child.stdout), ended]);
    return late ? undefined : output;
  } catch (caught) {
    if (late) return undefined;
    throw caught;
  } finally {
    clearTimeout(timer);
  }
}

/** The secret goes through the pipes only: arguments are visible to every user of the machine. */
function startProcess(
  env: NonNullable<KeychainOptions['env']>,
): ChildProcessByStdio<Writable, Readable, null> {
  const here = fileURLToPath(import.meta.url);
  const script = path.join(path.dirname(here), `keychain-process${path.extname(here)}`);
  return spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...env, NODE_OPTIONS: '' },
    windowsHide: true,
  });
}

function readAnswer(output: string): KeychainAnswer {
  const answer = KeychainAnswer.safeParse(parseJson(output));
  if (!answer.success) throw fail('secret-store-unavailable', 'the process that asks the keychain broke off');
  if (answer.data.failure !== undefined)
    throw fail('secret-store-unavailable', `the keychain says: ${answer.data.failure}`);
  return answer.data;
}

/** Undefined for what is no JSON. The parser's message would quote the answer, secret included. */
function parseJson(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
