import type { KeychainRun } from '../adapters/keychain/keychain-secrets.ts';
import type { PinoLog } from '../adapters/log/pino-log.ts';
import type { Bandwidth } from '../adapters/object-store/bandwidth.ts';
import type { SystemTrash } from '../ports/system-trash.ts';
import type { Environment } from './home.ts';
import type { AccountKeys } from './secrets.ts';

/** Limits that all pairs of a process share. */
export interface SharedBandwidth {
  readonly up: Bandwidth;
  readonly down: Bandwidth;
}

/** What a host (command line, server, desktop) lends to what it opens. */
export interface HostParts {
  readonly env: Environment;
  /** Everything goes there, as JSON lines. Left out, nothing is logged but with `verbose`, on stderr. */
  readonly logFile?: string | undefined;
  readonly verbose?: boolean | undefined;
  /** Says what the user should know but need not act on. */
  readonly notice?: ((text: string) => void) | undefined;
  /** Limits over all pairs, beside those of each. */
  readonly bandwidth?: SharedBandwidth | undefined;
  /** Runs what asks the keychain; left out, as a child process of Node. For hosts whose program is not Node. */
  readonly runKeychain?: KeychainRun | undefined;
  /** Asks for the passphrase of the file with the keys; resolves undefined when nobody answers. */
  readonly passphrase?: ((purpose: 'open' | 'create') => Promise<string | undefined>) | undefined;
  /** The system's trash, while its user wants what is deleted elsewhere to go there as well. */
  readonly systemTrash?: (() => SystemTrash | undefined) | undefined;
  /** Has the embedded store of this home running, for as long as the host lives; without it, pairs that live there cannot be opened. */
  readonly embeddedStore?: (() => Promise<EmbeddedStore>) | undefined;
}

/** Where the embedded store answers now, and the keys that it takes. */
export interface EmbeddedStore {
  readonly endpoint: string;
  readonly keys: AccountKeys;
}

/**
 * By where they go: a pair is opened again and again, and each log would hold a file descriptor of its own, and know the keys of one
 * account only. They end with the process.
 */
const logs = new Map<string, PinoLog>();

export async function openLog({ logFile, verbose }: HostParts): Promise<PinoLog> {
  const { createPinoLog } = await import('../adapters/log/pino-log.ts');
  const level = verbose === true ? 'info' : 'silent';
  const name = logFile ?? `stderr ${level}`;
  const log =
    logs.get(name) ??
    (logFile === undefined
      ? createPinoLog({ level, destination: 'stderr', pretty: true })
      : createPinoLog({ level: 'debug', destination: { file: logFile } }));
  logs.set(name, log);
  return log;
}

/** Limits for all pairs of a process, none at first. */
export async function createSharedBandwidth(): Promise<SharedBandwidth> {
  const { createBandwidth } = await import('../adapters/object-store/bandwidth.ts');
  const { systemClock } = await import('../adapters/system/system-clock.ts');
  return { up: createBandwidth(systemClock), down: createBandwidth(systemClock) };
}
