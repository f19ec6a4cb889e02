import { keyOf, parseSha256 } from '../../core/object-key.ts';
import type { AsOfVersion, CurrentVersion } from '../../core/point-in-time.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { PairContext } from '../pair.ts';

/** The object that holds a version's bytes now. */
export interface Source {
  readonly store: ObjectStore;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

export function sourceOf(context: PairContext, { source, size, etag }: AsOfVersion): Source {
  return source.kind === 'trash'
    ? { store: context.recycle, key: source.key, size, etag }
    : { store: context.store, key: keyOf(context.settings.prefix, source.path), size, etag };
}

export function currentSource(context: PairContext, { path, size, etag }: CurrentVersion): Source {
  return { store: context.store, key: keyOf(context.settings.prefix, path), size, etag };
}

/** The SHA-256 an object names in its metadata, if it still is the version meant. */
export async function sha256Of(source: Source, signal: AbortSignal): Promise<string | undefined> {
  const head = await source.store.head(source.key, { signal });
  return head?.etag === source.etag ? parseSha256(head.metadata['sha256']) : undefined;
}
