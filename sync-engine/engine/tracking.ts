/** What of a pair is kept on this device: folders that are off, and what is ignored. */
export interface Tracking {
  /** The folders in one folder (ends in `/`; empty: of the pair), with what the bucket holds of them. */
  folders(path: string, options?: TrackingOptions): Promise<FolderListing>;
  /** Folders that are off, in order, none within another. */
  off(): readonly string[];
  /**
   * Says which folders are off from now on. Nothing is deleted in the bucket, and what is turned on again is joined with the bucket
   * by union. With `free`, files in folders turned off now that are in step go to the local trash; what is not in step stays.
   * What a host has in its configuration is to be changed before.
   */
  setOff(folders: readonly string[], options: TrackingOptions & { readonly free: boolean }): Promise<Freed>;
  /** What still lies here of folders that are off; those of which nothing does are left out. Reads the folder, not the bucket. */
  left(options?: TrackingOptions): Promise<readonly LeftFolder[]>;
  /**
   * Moves files in folders that are off already to the local trash, where the bucket has them as they are now (compared by hash); the
   * rest stays. A folder that is not off is left alone.
   */
  free(folders: readonly string[], options?: TrackingOptions): Promise<Freed>;
  /** Text of `.windlassignore`, empty where there is none. Rejects `config-invalid` where it cannot be read as one. */
  ignoreText(options?: TrackingOptions): Promise<string>;
  /** Replaces `.windlassignore`; the one before goes to the local trash. */
  setIgnoreText(text: string, options?: TrackingOptions): Promise<void>;
  /** What patterns match in the folder as it is now. */
  previewIgnore(text: string, options?: TrackingOptions): Promise<IgnorePreview>;
}

export interface TrackingOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface FolderListing {
  readonly rows: readonly FolderShare[];
  /** Of the whole folder that was asked for. */
  readonly files: number;
  readonly bytes: number;
  /** Counting was given up, or the bucket could not be asked: there may be more. */
  readonly partial: boolean;
}

export interface FolderShare {
  readonly name: string;
  /** Ends in `/`. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** `some`: a folder in it is off. */
  readonly state: 'on' | 'some' | 'off';
  readonly hasFolders: boolean;
  readonly partial: boolean;
}

export interface Freed {
  readonly files: number;
  readonly bytes: number;
  /** Files that stay where they are, because the bucket may not have them as they are now. */
  readonly kept: number;
}

/** What lies on this computer of a folder that is off. */
export interface LeftFolder {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

export interface IgnorePreview {
  /** Files the patterns match, in folders they match too. */
  readonly files: number;
  readonly bytes: number;
  /** At most 200, in order; a folder that matches stands for all in it. */
  readonly rows: readonly IgnoredShare[];
  readonly newlyIgnored: number;
  readonly newlyTracked: number;
  /** Lines that can match nothing, from 1. */
  readonly badLines: readonly number[];
}

export interface IgnoredShare {
  readonly path: string;
  /** Bytes; of a folder, of all in it. */
  readonly size: number;
  readonly isFolder: boolean;
}
