import { compareUtf8 } from './path.ts';
import { isUnder, type AsOfVersion, type CurrentVersion } from './point-in-time.ts';

/** What a restore would do at one path. */
export type RestoreStep =
  | { readonly path: string; readonly action: 'create'; readonly version: AsOfVersion }
  | {
      readonly path: string;
      readonly action: 'overwrite';
      readonly version: AsOfVersion;
      readonly current: CurrentVersion;
    }
  | {
      readonly path: string;
      readonly action: 'identical';
      readonly version: AsOfVersion;
      readonly current: CurrentVersion;
    }
  | { readonly path: string; readonly action: 'remove'; readonly current: CurrentVersion };

export interface RestoreScope {
  /** As in AsOfQuery: a folder with its trailing `/`, one file's path, or `''`. */
  readonly prefix: string;
  /** True to bring the prefix back exactly: what is there now and was not then goes (to the recycle bucket). */
  readonly exact: boolean;
}

/**
 * Compares what is to come back with what is there now, in byte order of paths. To restore elsewhere, give rows whose
 * `path` is the new place. Nothing is removed unless `exact` asks for it.
 */
export function previewRestore(
  rows: Iterable<AsOfVersion>,
  current: Iterable<CurrentVersion>,
  { prefix, exact }: RestoreScope,
): readonly RestoreStep[] {
  const wanted = new Map<string, AsOfVersion>();
  for (const row of rows) wanted.set(row.path, row);
  const steps: RestoreStep[] = [];
  for (const now of current) {
    const version = wanted.get(now.path);
    if (version !== undefined) {
      wanted.delete(now.path);
      const action = isIdentical(version, now) ? 'identical' : 'overwrite';
      steps.push({ path: now.path, action, version, current: now });
    } else if (exact && isUnder(now.path, prefix)) {
      steps.push({ path: now.path, action: 'remove', current: now });
    }
  }
  for (const [path, version] of wanted) steps.push({ path, action: 'create', version });
  return steps.sort((a, b) => compareUtf8(a.path, b.path));
}

/** The shape of a digest, multipart or not: an MD5 in hex, with the number of parts behind it. */
const DIGEST_ETAG = /^[0-9a-f]{32}(?:-\d+)?$/i;

/**
 * True when nothing would change. ETags are opaque, and those of two objects may be equal by accident where they are counters
 * or times; only equal ones that look like digests speak for equal bytes. Unequal ones say nothing: such a file is
 * restored once more than needed, which loses nothing.
 */
function isIdentical({ source, size, etag }: AsOfVersion, now: CurrentVersion): boolean {
  if (source.kind === 'current' && source.path === now.path) return true;
  return size === now.size && etag === now.etag && DIGEST_ETAG.test(etag);
}
