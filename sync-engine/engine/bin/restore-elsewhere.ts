import type { LocalEntry, LocalFile } from '../../core/entry.ts';
import { fail, SyncFailure } from '../../core/error.ts';
import { parseMtime, parseSha256 } from '../../core/object-key.ts';
import { bareOf, blockedPath, compareUtf8, identityOf, isFolderPath } from '../../core/path.ts';
import type { AsOfVersion } from '../../core/point-in-time.ts';
import type { LocalTree } from '../../ports/local-tree.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreObstacle, RestoreReport, RestoreWatch } from '../recycle-bin.ts';
import { forEachSettled } from './listing.ts';
import { onRecord, type Attempt } from './on-record.ts';
import { sha256Of, sourceOf } from './sources.ts';
import { Tally } from './tally.ts';

/** What is to happen at one path of another folder. */
export interface PlacementStep {
  readonly path: string;
  readonly action: 'create' | 'overwrite' | 'identical' | 'blocked';
  readonly version: AsOfVersion;
  /** The file that is there. */
  readonly there?: LocalFile;
  /** With `blocked`: why. */
  readonly why?: RestoreObstacle;
}

/** What is known of the folder before it is looked at. */
export interface Beforehand {
  /** True where the file is known to hold that version; else its hash tells. */
  readonly sameAlready?: (version: AsOfVersion, there: LocalFile) => boolean;
  /** True where nothing will be in the way any more, whatever is there now. */
  readonly cleared?: (path: string) => boolean;
}

/** Looks at a folder, path by path. Keys are hostile input: what cannot be stored below that folder is blocked. */
export async function planElsewhere(
  context: PairContext,
  wanted: readonly AsOfVersion[],
  to: LocalTree,
  beforehand: Beforehand = {},
): Promise<readonly PlacementStep[]> {
  const steps: PlacementStep[] = [];
  const taken = new Set<string>();
  const open: AsOfVersion[] = [];
  for (const version of wanted.toSorted((a, b) => compareUtf8(a.path, b.path))) {
    const { path } = version;
    const id = identityOf(path, to.traits);
    const reason = blockedPath(path, to.traits) ?? (taken.has(id) ? 'name-clash' : undefined);
    taken.add(id);
    if (reason === undefined) open.push(version);
    else steps.push({ path, action: 'blocked', version, why: { blocked: reason } });
  }
  await forEachSettled(open, async (version) => {
    const cleared = beforehand.cleared?.(version.path) ?? false;
    steps.push(
      cleared
        ? { path: version.path, action: 'create', version }
        : await stepOf(context, version, to, beforehand),
    );
  });
  return steps.sort((a, b) => compareUtf8(a.path, b.path));
}

async function stepOf(
  context: PairContext,
  version: AsOfVersion,
  to: LocalTree,
  { sameAlready }: Beforehand,
): Promise<PlacementStep> {
  const { path } = version;
  let there: LocalEntry | undefined;
  try {
    there = await to.stat(bareOf(path));
  } catch (caught) {
    // Something on the way is a link, or cannot be read: this path alone is at fault.
    if (!(caught instanceof SyncFailure)) throw caught;
    return { path, action: 'blocked', version, why: { error: caught.error } };
  }
  if (there === undefined) return { path, action: 'create', version };
  if (isFolderPath(path) && there.kind === 'folder') return { path, action: 'identical', version };
  if (isFolderPath(path) || there.kind !== 'file') {
    const error = { code: 'local-kind', message: 'something of another kind is there', path } as const;
    return { path, action: 'blocked', version, why: { error } };
  }
  const same =
    sameAlready?.(version, there) === true ||
    (there.stamp.size === version.size &&
      (await sha256Of(sourceOf(context, version), context.signal)) ===
        (await to.hash(there, { signal: context.signal })));
  return { path, action: same ? 'identical' : 'overwrite', version, there };
}

/** Downloads to another folder. */
export async function restoreElsewhere(
  context: PairContext,
  { steps, to }: { readonly steps: readonly PlacementStep[]; readonly to: LocalTree },
  watch: RestoreWatch,
): Promise<RestoreReport> {
  const tally = new Tally(context, watch, pendingSteps(steps));
  try {
    await placeSteps(context, steps, { to, tally, undoable: false });
    return tally.report();
  } finally {
    tally.end();
  }
}

/** The number of steps that do something, or cannot. */
export function pendingSteps(steps: readonly PlacementStep[]): number {
  return steps.filter(({ action }) => action !== 'identical').length;
}

/**
 * Brings versions into a folder by downloads. A different file that is there goes to that folder's trash. With `undoable`, what is
 * changed is put on record.
 */
export async function placeSteps(
  context: PairContext,
  steps: readonly PlacementStep[],
  { to, tally, undoable }: { readonly to: LocalTree; readonly tally: Tally; readonly undoable: boolean },
): Promise<void> {
  for (const { path, action, why } of steps) {
    if (action === 'identical') tally.identical();
    if (action === 'blocked' && why !== undefined) tally.failed(path, why);
  }
  const work = steps.filter(({ action }) => action === 'create' || action === 'overwrite');
  await tally.each(work, async (step) => {
    if (isFolderPath(step.path)) await to.makeFolder(bareOf(step.path));
    else await fetchTo(context, step, { to, ...(undoable ? { tally } : {}) });
    tally.restored(step.path, step.version.size);
  });
}

/** Brings one version into the folder, whole and hash-checked before it gets its name; with a tally, on record there. */
async function fetchTo(
  context: PairContext,
  { path, version, there }: PlacementStep,
  { to, tally }: { readonly to: LocalTree; readonly tally?: Tally },
): Promise<void> {
  const { signal } = context;
  const { store, key, etag } = sourceOf(context, version);
  const name = `restore-${context.random.id(12)}`;
  const staged = await to.stage(name);
  try {
    const content = await store.get(key, { ifMatch: etag, signal });
    let size = 0;
    for await (const chunk of content.body) {
      await staged.write(size, chunk);
      size += chunk.byteLength;
    }
    if (size !== version.size)
      throw fail('content-mismatch', `${size} of ${version.size} bytes arrived`, { path });
    const promised = parseSha256(content.metadata['sha256']);
    const sha256 = await staged.hash({ signal });
    if (promised !== undefined && promised !== sha256) {
      throw fail('content-mismatch', 'the content does not have the SHA-256 that its metadata names', {
        path,
      });
    }
    const born = version.bornMs === 0 ? content.modifiedMs : version.bornMs;
    const mtimeNs = parseMtime(content.metadata['mtime']) ?? BigInt(Math.trunc(born)) * 1_000_000n;
    const place = async (attempt?: Attempt): Promise<void> => {
      const placed = { kind: 'placed', path, size, sha256 } as const;
      if (there === undefined) attempt?.(placed);
      const onReplacing = (inTrash: string): void => attempt?.({ ...placed, inTrash });
      await staged.place({ path, mtimeNs, replaces: there, onReplacing });
    };
    await (tally === undefined ? place() : onRecord(tally, place));
  } finally {
    await staged.close();
    await to.dropStaged(name);
  }
}
