import type { TransferProgress } from '../../../sync-engine/contract/api/index.ts';

/** Milliseconds until all is moved, at the rate of now; undefined while that is unknown or too young, or nothing is left. */
export function timeLeftMs(progress: TransferProgress): number | undefined {
  const { bytesDone, bytesTotal, bytesPerSecond, steady } = progress;
  const left = bytesTotal - bytesDone;
  if (left <= 0 || bytesPerSecond <= 0 || !steady) return undefined;
  return (left / bytesPerSecond) * 1000;
}

/** How far the work is, 0 to 1: by bytes where files have any, else by files. */
export function shareDone({ filesDone, filesTotal, bytesDone, bytesTotal }: TransferProgress): number {
  const [done, total] = bytesTotal > 0 ? [bytesDone, bytesTotal] : [filesDone, filesTotal];
  return total === 0 ? 1 : Math.min(1, Math.max(0, done / total));
}
