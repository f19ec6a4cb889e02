import { vi } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

/** Resolves with what `check` gives as soon as it neither throws nor rejects; asks again every `interval` ms. */
export function eventually<T>(check: () => T | Promise<T>, interval = 50): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval });
}
