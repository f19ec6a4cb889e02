import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PairConfig } from '../contract/config.ts';
import { fail } from '../core/error.ts';
import type { SyncOptions } from '../engine/engine.ts';
import type { SyncReport } from '../engine/pair.ts';
import type { LocalTree } from '../ports/local-tree.ts';
import { openLog, type HostParts } from './host.ts';
import type { Home } from './home.ts';
import { assemble } from './pair.ts';
import { openTree } from './folder.ts';
import type { AccountKeys } from './secrets.ts';

export interface PreviewParts extends HostParts {
  /** Instead of those the configuration names. */
  readonly keys?: AccountKeys | undefined;
}

/**
 * What the first sync of a pair would do that is not there yet. Nothing is kept and nothing is written: not a marker, not a setting,
 * not a probe in the bucket. A folder that is missing counts as empty. Rejects `local-denied` when the folder cannot be read.
 */
export async function previewPair(
  home: Home,
  pair: PairConfig,
  parts: PreviewParts,
  options: Pick<SyncOptions, 'signal' | 'onEvent' | 'onPlanned'>,
): Promise<SyncReport> {
  const { createMemoryIndex } = await import('../adapters/memory/memory-index.ts');
  const log = await openLog(parts);
  const there = await openTree(pair.folder, log);
  const root = await there.inspectRoot();
  if (root.state === 'unreadable')
    throw fail('local-denied', `${pair.folder} cannot be read: ${root.reason}`);
  const scratchFolder = await mkdtemp(path.join(tmpdir(), 'windlass-preview-'));
  try {
    const scratch = await openTree(scratchFolder, log);
    const tree = root.state === 'missing' ? scratch : there;
    const engine = await assemble({
      home,
      pair,
      host: parts,
      keys: parts.keys,
      log,
      index: createMemoryIndex(),
      tree: forPreview(tree, scratch, pair.id),
    });
    try {
      return await engine.sync({ ...options, dryRun: true });
    } finally {
      await engine.close();
    }
  } finally {
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

/** The folder as it will be once it carries the pair's marker; what is fetched to be compared goes to the scratch folder. */
function forPreview(tree: LocalTree, scratch: LocalTree, pairId: string): LocalTree {
  return {
    ...tree,
    stage: (name) => scratch.stage(name),
    stagedNames: () => scratch.stagedNames(),
    dropStaged: (name) => scratch.dropStaged(name),
    async inspectRoot() {
      const root = await tree.inspectRoot();
      return root.state === 'present' ? { ...root, pairId } : root;
    },
  };
}
