import { CircleHelp, Replace, Split, Trash2 } from 'lucide-react';
import type { TrashReason } from '../../../sync-engine/contract/api/index.ts';

/** A shape for each reason, beside its word. */
export const REASON_ICONS = {
  d: Trash2,
  o: Replace,
  c: Split,
  foreign: CircleHelp,
} as const satisfies Readonly<Record<TrashReason, unknown>>;

export const REASONS: readonly TrashReason[] = ['d', 'o', 'c', 'foreign'];
