import type { FileStamp } from './entry.ts';

/** What both sides agreed on last, for one file. */
export interface BaselineFile {
  readonly kind: 'file';
  readonly id: string;
  /** Spelling on disk. */
  readonly localPath: string;
  /** Spelling in the key, without the prefix. */
  readonly remotePath: string;
  /** The local stat at the moment of agreement. */
  readonly stamp: FileStamp;
  /** SHA-256 of the content, lower-case hex. */
  readonly sha256: string;
  /** The object's ETag, opaque, without quotes. */
  readonly etag: string;
  /** The object's LastModified, milliseconds since the epoch: when this version came to be (`born`). */
  readonly modifiedMs: number;
}

/** A folder both sides agreed on through its `dir/` marker. Folders with content have no row: their files imply them. */
export interface BaselineFolder {
  readonly kind: 'folder';
  readonly id: string;
  readonly localPath: string;
  readonly remotePath: string;
  readonly etag: string;
  readonly modifiedMs: number;
}

export type BaselineRow = BaselineFile | BaselineFolder;
