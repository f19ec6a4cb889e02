/** Time and randomness, injected so that a simulation owns both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only ever grow, for durations. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects `aborted` when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A float in [0, 1), for jitter. */
  float(): number;
  /** An unguessable id of `length` characters from [0-9a-z]. */
  id(length: number): string;
  /** A version-4 UUID. */
  uuid(): string;
}
