/** Short builders for index rows, so that a test names only what it is about. */
import { createHash } from 'node:crypto';
import type { BaselineFile, BaselineFolder } from '../../sync-engine/core/baseline.ts';
import type { FileStamp } from '../../sync-engine/core/entry.ts';
import type {
  ActivityRecord,
  DownloadRecord,
  HeldRecord,
  IndexChange,
  IndexStore,
  ProblemRecord,
  UploadRecord,
} from '../../sync-engine/ports/index-store.ts';

export const T0 = Date.UTC(2026, 10, 20, 12);

export function fileRow(
  id: string,
  over: Partial<Omit<BaselineFile, 'stamp'>> & { readonly stamp?: Partial<FileStamp> } = {},
): BaselineFile {
  const md5 = createHash('md5').update(id).digest('hex');
  return {
    kind: 'file',
    id,
    localPath: id,
    remotePath: id,
    sha256: createHash('sha256').update(id).digest('hex'),
    etag: md5,
    modifiedMs: T0,
    ...over,
    stamp: {
      size: id.length,
      mtimeNs: BigInt(T0) * 1_000_000n + 123_456_789n,
      ctimeNs: BigInt(T0) * 1_000_000n + 987_654_321n,
      ino: BigInt(`0x${md5.slice(0, 12)}`),
      ...over.stamp,
    },
  };
}

export function folderRow(id: string, over: Partial<BaselineFolder> = {}): BaselineFolder {
  return { kind: 'folder', id, localPath: id, remotePath: id, etag: 'd41d8', modifiedMs: T0, ...over };
}

export function put(...ids: readonly string[]): readonly IndexChange[] {
  return ids.map((id) => ({
    kind: 'baseline',
    row: id.endsWith('/') ? folderRow(id) : fileRow(id),
  }));
}

export function upload(key: string, over: Partial<UploadRecord> = {}): UploadRecord {
  return {
    key,
    uploadId: '2~abc',
    id: key,
    sha256: 'ab'.repeat(32),
    size: 6 * 1024 ** 4,
    mtimeNs: 1_795_174_800_123_456_789n,
    partSize: 8 * 1024 ** 2,
    parts: [],
    startedMs: T0,
    ...over,
  };
}

export function download(id: string, over: Partial<DownloadRecord> = {}): DownloadRecord {
  return {
    id,
    key: `prefix/${id}`,
    etag: 'abc-12',
    size: 5 * 1024 ** 4,
    stagedName: 'x1',
    partSize: 8 * 1024 ** 2,
    doneParts: [],
    ...over,
  };
}

export function activity(path: string, over: Partial<ActivityRecord> = {}): ActivityRecord {
  return { atMs: T0, action: 'uploaded', reason: 'local-new', path, ...over };
}

export function problem(id: string, over: Partial<ProblemRecord> = {}): ProblemRecord {
  return {
    id,
    path: id,
    code: 'symlink',
    kind: 'blocked',
    message: 'a symbolic link',
    attempts: 0,
    sinceMs: T0,
    retryAtMs: 0,
    ...over,
  };
}

export function held(id: string, over: Partial<HeldRecord> = {}): HeldRecord {
  return {
    id,
    path: id,
    direction: 'remote',
    state: 'held',
    guard: 'mass-delete',
    size: 7,
    heldAtMs: T0,
    ...over,
  };
}

export function ids(rows: readonly { readonly id: string }[]): string[] {
  return rows.map((row) => row.id);
}

/** Ids of the whole baseline, read in pages of `limit` rows. */
export function pageThrough(index: IndexStore, limit: number): string[] {
  const seen: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = index.baselinePage(after, limit);
    if (page.length === 0) return seen;
    seen.push(...ids(page));
    after = page.at(-1)?.id;
  }
}
