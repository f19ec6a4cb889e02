import type { SyncReport } from '../../index.ts';
import type { CliRecord } from '../../contract/events.ts';
import { count, formatBytes, formatDuration } from './format.ts';

/** The last line of `sync --json`, as design.md fixes it. */
export function summaryRecord(report: SyncReport): CliRecord {
  return {
    type: 'summary',
    pair: report.pair,
    uploaded: report.uploaded,
    downloaded: report.downloaded,
    recycled: report.recycled,
    trashed: report.trashed,
    renamed: report.renamed,
    recorded: report.recorded,
    conflicts: report.conflicts,
    blocked: report.blocked,
    failed: report.failed,
    held: report.held,
    bytesUp: report.bytesUp,
    bytesDown: report.bytesDown,
    requests: report.requests,
    ms: Math.round(report.ms),
  };
}

/** `photos: 12 uploaded (3.4 MiB), 1 conflict, in 4.1 s`. */
export function summaryText(report: SyncReport): string {
  const parts = [
    amount(report.uploaded, 'uploaded', report.bytesUp),
    amount(report.downloaded, 'downloaded', report.bytesDown),
    amount(report.renamed, 'renamed'),
    amount(report.recycled, 'moved to the recycle bucket'),
    amount(report.trashed, 'moved to the local trash'),
    amount(report.recorded, 'found equal on both sides'),
    report.conflicts > 0 ? count(report.conflicts, 'conflict') : undefined,
    amount(report.blocked, 'blocked'),
    amount(report.failed, 'failed'),
    report.held > 0 ? `${count(report.held, 'deletion')} held` : undefined,
  ].filter((part) => part !== undefined);
  if (report.halted !== undefined) {
    return parts.length === 0 ? 'stopped; nothing was changed' : `stopped after: ${parts.join(', ')}`;
  }
  return `${parts.length === 0 ? 'nothing to do' : parts.join(', ')}, in ${formatDuration(report.ms)}`;
}

function amount(files: number, verb: string, bytes = 0): string | undefined {
  if (files === 0) return undefined;
  return `${files.toLocaleString('en')} ${verb}${bytes > 0 ? ` (${formatBytes(bytes)})` : ''}`;
}
