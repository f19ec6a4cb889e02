import Database from 'better-sqlite3';
import { schemaSql, schemaVersion } from './schema.ts';

/** What one change may do besides its SQL; effects happen only after the commit that holds the change. */
export interface Transaction {
  /** Removes a body file once nothing refers to it any more. */
  dropFile(file: string): void;
}

/** One store at a time works on a directory. */
export class StoreInUseError extends Error {
  constructor(options?: ErrorOptions) {
    super('another embedded store is using this directory', options);
    this.name = 'StoreInUseError';
  }
}

interface Pending {
  /** Runs inside the transaction; returns what to do after the commit. */
  readonly attempt: () => void;
  /** Runs after the commit, or with the error of a failed one. */
  readonly settle: (commitError: unknown) => void;
}

/** WAL pages between checkpoints: 64 MiB of 4 KiB pages, so that a burst of small objects is not checkpointed again and again. */
const checkpointPages = 16_384;
/** Milliseconds a group waits for company: an fsync blocks everything for up to about as long. */
const gatherMs = 2;

/**
 * The SQLite index and its only writer. Changes that arrive while others are being gathered share one transaction
 * and thus one fsync (group commit): each is atomic by its own savepoint, and is acknowledged after the shared commit.
 */
export class IndexFile {
  readonly db: Database.Database;
  readonly #onDrop: (file: string) => void;
  #pending: Pending[] = [];
  #lastGroup = 0;

  /**
   * @param path the SQLite file
   * @param onDrop called after a commit for each body file that nothing refers to any more
   */
  constructor(path: string, onDrop: (file: string) => void) {
    this.#onDrop = onDrop;
    // Whoever has it keeps it to itself as long as it runs: to wait for it would block this process, and for nothing.
    this.db = new Database(path, { timeout: 0 });
    try {
      // Exclusive: a second store on the same directory must fail at start, not corrupt this one's view.
      this.db.pragma('locking_mode = EXCLUSIVE');
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = FULL');
      this.db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
      this.#migrate();
    } catch (error) {
      this.db.close();
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
        throw new StoreInUseError({ cause: error });
      }
      throw error;
    }
  }

  /** Applies a change atomically and resolves once it is durable. An error thrown by `work` undoes only that change. */
  change<T>(work: (transaction: Transaction) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let outcome: { readonly value: T } | undefined;
      let failure: unknown;
      const dropped: string[] = [];
      const attempt = (): void => {
        try {
          // Inside the group's transaction better-sqlite3 turns this into a savepoint.
          outcome = { value: this.db.transaction(() => work({ dropFile: (file) => dropped.push(file) }))() };
        } catch (error) {
          failure = error;
        }
      };
      const settle = (commitError: unknown): void => {
        if (commitError !== undefined) reject(asError(commitError));
        else if (outcome === undefined) reject(asError(failure));
        else {
          dropped.forEach(this.#onDrop);
          resolve(outcome.value);
        }
      };
      if (this.#pending.push({ attempt, settle }) === 1) this.#schedule();
    });
  }

  close(): void {
    this.#commit();
    this.db.close();
  }

  /** A lone writer is committed at once. Where the last group had company, more is likely on its way and worth waiting for. */
  #schedule(): void {
    if (this.#lastGroup > 1) setTimeout(() => this.#commit(), gatherMs);
    else setImmediate(() => this.#commit());
  }

  #commit(): void {
    const group = this.#pending;
    if (group.length === 0) return;
    this.#pending = [];
    this.#lastGroup = group.length;
    let commitError: unknown;
    try {
      this.db.transaction(() => {
        for (const { attempt } of group) attempt();
      })();
    } catch (error) {
      commitError = error;
    }
    for (const { settle } of group) settle(commitError);
  }

  #migrate(): void {
    const version = this.db.pragma('user_version', { simple: true });
    if (version === schemaVersion) return;
    if (version !== 0)
      throw new Error(`the store's index has version ${String(version)}, which this program does not know`);
    this.db.transaction(() => this.db.exec(schemaSql))();
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
