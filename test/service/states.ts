import type { AppState, PairState } from '../../sync-engine/contract/api/index.ts';
import { NO_REQUESTS } from '../../sync-engine/contract/api/state.ts';

/** A pair that is in step, but for `changes`. */
export function pairState(changes: Partial<PairState> = {}): PairState {
  return {
    id: '6f2b0a44-6c1e-4c57-9d5e-0c3c6f1c7a01',
    name: 'documents',
    folder: '/home/kim/documents',
    bucket: 'documents',
    prefix: '',
    recycle: { bucket: 'recycle', prefix: '' },
    mode: 'two-way',
    credentials: 'keychain',
    activity: 'resting',
    transfers: [],
    files: 0,
    bytes: 0,
    conflicts: 0,
    blocked: 0,
    failed: 0,
    held: 0,
    settled: true,
    meter: NO_REQUESTS,
    ...changes,
  };
}

export function appState(pairs: readonly Partial<PairState>[]): AppState {
  return {
    device: { id: 'd', name: 'desk' },
    host: {
      kind: 'desktop',
      platform: 'linux',
      version: '1.0.0',
      fileManager: true,
      loginItem: true,
      systemTrash: true,
    },
    settings: {
      deviceName: 'desk',
      language: 'en',
      theme: 'system',
      bandwidth: { up: null, down: null },
      schedule: [],
      notifications: { attention: true, synced: false },
      startAtLogin: false,
      systemTrash: false,
    },
    pairs: pairs.map((pair, at) => pairState({ id: `6f2b0a44-6c1e-4c57-9d5e-0c3c6f1c7a0${at}`, ...pair })),
  };
}
