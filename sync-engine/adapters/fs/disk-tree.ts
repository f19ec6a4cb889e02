import type { LocalEntry } from '../../core/entry.ts';
import { bareOf, identityOf } from '../../core/path.ts';
import type { LocalTree, ScanOptions } from '../../ports/local-tree.ts';
import { hashFile, readRange, readWhole, verifyFile } from './content.ts';
import type { TreeContext } from './context.ts';
import { discardFile } from './discard.ts';
import { mapErrors, mapErrorsOf } from './errors.ts';
import { makeFolder, removeFolder } from './folders.ts';
import { inspectRoot, writeMarker } from './marker.ts';
import { moveFile } from './move.ts';
import { hashTrashed, putBackFile } from './put-back.ts';
import { scanTree } from './scan.ts';
import { dropStaged, stagedNames, stageFile } from './stage.ts';
import { statEntry } from './stat.ts';

/** A local tree on any disk: the machine's (fs-tree.ts) or one in memory. */
export function createDiskTree(tree: TreeContext): LocalTree {
  return {
    traits: tree.traits,
    inspectRoot: () => inspectRoot(tree),
    writeMarker: (pairId) => mapErrors('', () => writeMarker(tree, pairId)),
    scan: (options) => mapErrorsOf(options.under ?? '', scan(tree, options)),
    stat: (path) => mapErrors(path, () => statEntry(tree, path)),
    readAll: (file, options) => mapErrors(file.path, () => readWhole(tree, file, options)),
    hash: (file, options) => mapErrors(file.path, () => hashFile(tree, file, options)),
    read: (file, range) => mapErrorsOf(file.path, readRange(tree, file, range)),
    verify: (file) =>
      mapErrors(file.path, async () => {
        await verifyFile(tree, file);
      }),
    stage: (name) => mapErrors(name, () => stageFile(tree, name)),
    stagedNames: () => mapErrors('', () => stagedNames(tree)),
    dropStaged: (name) => mapErrors(name, () => dropStaged(tree, name)),
    makeFolder: (path) => mapErrors(path, () => makeFolder(tree, path)),
    move: (file, to) => mapErrors(file.path, () => moveFile(tree, file, to)),
    discard: (file, options) => mapErrors(file.path, () => discardFile(tree, file, options)),
    hashTrashed: (inTrash, options) => mapErrors('', () => hashTrashed(tree, inTrash, options)),
    putBack: (options) => mapErrors(options.path, () => putBackFile(tree, options)),
    removeFolder: (path) => mapErrors(path, () => removeFolder(tree, path)),
  };
}

/** All of the root, or what `under` names: a folder with what is below it, or whatever has taken its place. */
async function* scan(tree: TreeContext, options: ScanOptions): AsyncGenerator<readonly LocalEntry[]> {
  if (options.under === undefined || options.under === '') {
    yield* scanTree(tree, { path: '', id: '' }, options);
    return;
  }
  const entry = await statEntry(tree, bareOf(options.under));
  if (entry === undefined || options.ignored(entry.path)) return;
  if (entry.kind !== 'folder') yield [entry];
  else yield* scanTree(tree, { path: entry.path, id: identityOf(entry.path, tree.traits) }, options);
}
