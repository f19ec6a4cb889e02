import type { Decision } from '../core/decision.ts';

/** Bytes an operation will send or fetch; 0 for what happens on one side alone. */
export function bytesToMove(made: Decision): number {
  if (made.code.startsWith('upload-')) return made.local?.kind === 'file' ? made.local.stamp.size : 0;
  if (made.code.startsWith('download-') || made.code === 'conflict') {
    return made.remote?.kind === 'file' ? made.remote.size : 0;
  }
  return 0;
}
