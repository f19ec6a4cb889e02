import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';

/** Whether a choice can be carried out: what is to be kept has to be there. */
export function canChoose(choice: ConflictChoice, row: ConflictRow): boolean {
  return choice === 'both' || row[choice] !== undefined;
}

/** Whether the bucket follows what is done in the folder. */
export function changesBucket({ mode }: Pick<PairState, 'mode'>): boolean {
  return mode !== 'download-only';
}

/** The name at the end of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
