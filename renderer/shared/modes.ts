import type { PairState } from '../../sync-engine/contract/api/index.ts';

export type Mode = PairState['mode'];

export const MODES = ['two-way', 'upload-only', 'download-only'] as const satisfies readonly Mode[];
