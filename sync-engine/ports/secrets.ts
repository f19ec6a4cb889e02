/** The environment variable that holds the passphrase of a file with keys, on machines without anybody to ask. */
export const PASSPHRASE_VARIABLE = 'WINDLASS_PASSPHRASE';

/** Where an account's keys come from. Nothing here is ever logged, listed or put into the index. */
export interface SecretStore {
  /**
   * Resolves undefined when there is no such secret. Every call rejects `secret-store-unavailable` when there is no store to ask,
   * `passphrase-missing`, `passphrase-wrong` or `secret-file-damaged` when it is a file that cannot be opened.
   */
  get(name: string): Promise<string | undefined>;
  set(name: string, secret: string): Promise<void>;
  /** Resolves false when there was none. */
  delete(name: string): Promise<boolean>;
}
