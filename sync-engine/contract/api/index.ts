import type { ContractRouterClient } from '@orpc/contract';
import { conflictsContract } from './conflicts.ts';
import { pairsContract } from './pairs.ts';
import { settingsContract } from './settings.ts';
import { setupContract } from './setup.ts';
import { stateContract } from './state.ts';
import { trackingContract } from './tracking.ts';
import { trashContract } from './trash.ts';

/**
 * Everything a page may ask of the engine, and everything it is told: served over a MessagePort to Electron's window and over
 * a WebSocket to a browser. Every input is parsed by its schema; every expected failure is a `SYNC_ERROR` with its data.
 */
export const api = {
  ...stateContract,
  setup: setupContract,
  pairs: pairsContract,
  trash: trashContract,
  conflicts: conflictsContract,
  tracking: trackingContract,
  settings: settingsContract,
};

export type ApiClient = ContractRouterClient<typeof api>;

export { SYNC_ERROR } from './sync-error.ts';
export type { ErrorInfo } from './base.ts';
export type * from './conflicts.ts';
export type * from './file-content.ts';
export type * from './pairs.ts';
export type * from './settings.ts';
export type * from './setup.ts';
export type * from './state.ts';
export type * from './tracking.ts';
export type * from './trash.ts';
