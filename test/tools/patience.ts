/** Ends what hangs, on the slowest machine; nothing is timed by it (milliseconds). */
export const PATIENCE_MS = 60_000;
