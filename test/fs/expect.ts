import { expect } from 'vitest';
import type { LocalEntry } from '../../sync-engine/core/entry.ts';
import type { SyncErrorCode } from '../../sync-engine/core/error.ts';

/** Matches a SyncFailure with this code. */
export const failsWith = (code: SyncErrorCode): unknown =>
  expect.objectContaining({ name: 'SyncFailure', error: expect.objectContaining({ code }) });

/** `path kind`, or `path reason` for what is blocked. */
export const label = (entry: LocalEntry): string =>
  entry.kind === 'blocked' ? `${entry.path} ${entry.reason}` : `${entry.path} ${entry.kind}`;

/** A pair's UUID. */
export const PAIR = '7e0f6a0e-3c43-4f5e-9d5b-2f5d0a3b1c11';
