import { mkdtempSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { LocalEntry, LocalFile } from '../../sync-engine/core/entry.ts';
import type { LocalTrash } from '../../sync-engine/ports/local-trash.ts';
import type { LocalTree, ScanOptions, TreeTraits } from '../../sync-engine/ports/local-tree.ts';
import type { Log } from '../../sync-engine/ports/log.ts';
import type { SystemTrash } from '../../sync-engine/ports/system-trash.ts';
import { diskError } from '../../sync-engine/adapters/fs/disk.ts';
import { createFolderTrash } from '../../sync-engine/adapters/fs/folder-trash.ts';
import { createFsTree } from '../../sync-engine/adapters/fs/fs-tree.ts';
import { interceptDisk } from '../../sync-engine/adapters/fs/intercept.ts';
import type { DiskCall } from '../../sync-engine/adapters/fs/intercept.ts';
import { nodeDisk } from '../../sync-engine/adapters/fs/node-disk.ts';
import {
  createMemoryTree,
  LINUX_TRAITS,
  MEMORY_ROOT,
} from '../../sync-engine/adapters/memory/memory-local-tree.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { eventually } from '../tools/eventually.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import type { VirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { diskFolder } from '../tools/temporary-files.ts';

/** A local tree under test, and hands that are not the tree's to change what it looks at. Paths are pair-relative. */
export interface World {
  readonly tree: LocalTree;
  readonly trash: LocalTrash;
  readonly clock: VirtualClock;
  readonly root: string;
  readonly user: User;
  /** Does something right before the next disk call of this name (on a path that ends so), once. */
  readonly before: (name: DiskCall['name'], action: () => Promise<unknown> | void, pathEnd?: string) => void;
  /** Makes every disk call of this name fail with a system code from now on. */
  readonly failing: (name: DiskCall['name'], code: string, pathEnd?: string) => void;
  /** From now on there is a system's trash, which does this with the file at a path. */
  readonly withSystemTrash: (take: (path: string) => Promise<void>) => void;
  close(): Promise<void>;
}

export interface User {
  /** In place. */
  write(path: string, text: string): Promise<void>;
  /** As a new file under the same name. */
  replace(path: string, text: string): Promise<void>;
  /** Undefined when nothing is there. */
  read(path: string): Promise<string | undefined>;
  remove(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  mkdir(path: string): Promise<void>;
  symlink(path: string): Promise<void>;
  /** Takes the whole root away. */
  unmount(): Promise<void>;
  /** Puts an empty folder where the root was. */
  replaceRoot(): Promise<void>;
}

export type MakeWorld = (traits?: TreeTraits) => Promise<World>;

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => SILENT };
const START = Date.UTC(2026, 0, 2, 3, 4, 5);

interface Rule {
  readonly name: DiskCall['name'];
  readonly pathEnd: string;
  readonly once: boolean;
  readonly act: (path: string) => Promise<unknown> | void;
}

function rules(): Pick<World, 'before' | 'failing'> & { readonly run: (call: DiskCall) => Promise<void> } {
  const all: Rule[] = [];
  return {
    before: (name, act, pathEnd = '') => void all.push({ name, pathEnd, once: true, act }),
    failing: (name, code, pathEnd = '') =>
      void all.push({
        name,
        pathEnd,
        once: false,
        act: (path) => {
          throw diskError(code, name, path);
        },
      }),
    async run({ name, path }) {
      const at = all.findIndex((rule) => rule.name === name && path.endsWith(rule.pathEnd));
      const rule = all[at];
      if (rule === undefined) return;
      if (rule.once) all.splice(at, 1);
      await rule.act(path);
    },
  };
}

/** A system's trash for the tree at `root`, once there is one. */
function systemTrashOf(
  root: string,
): Pick<World, 'withSystemTrash'> & { readonly get: () => SystemTrash | undefined } {
  let system: SystemTrash | undefined;
  return {
    get: () => system,
    withSystemTrash(take) {
      system = { discard: (absolutePath) => take(absolutePath.slice(root.length + 1)) };
    },
  };
}

/** A real folder, on a disk. */
export const realWorld: MakeWorld = async (traits) => {
  const home = mkdtempSync(path.join(diskFolder(), 'windlass-tree-'));
  const root = path.join(home, 'pair');
  await fs.mkdir(root);
  const script = rules();
  const disk = interceptDisk(nodeDisk, (call) => script.run(call));
  const clock = createVirtualClock(START);
  const random = createSeededRandom(1);
  const trash = createFolderTrash({ folder: path.join(root, '.windlass/trash'), clock, random, disk });
  const system = systemTrashOf(root);
  const tree = await createFsTree({
    root,
    trash,
    systemTrash: system.get,
    traits,
    random,
    log: SILENT,
    disk,
  });
  const at = (relative: string): string => path.join(root, relative);
  const parents = (relative: string): Promise<unknown> =>
    fs.mkdir(path.dirname(at(relative)), { recursive: true });
  const write = async (relative: string, text: string): Promise<void> => {
    await parents(relative);
    await fs.writeFile(at(relative), text);
  };
  return {
    tree,
    trash,
    clock,
    root,
    before: script.before,
    failing: script.failing,
    withSystemTrash: system.withSystemTrash,
    user: {
      write,
      async replace(relative, text) {
        await write(`${relative}.saving`, text);
        await fs.rename(at(`${relative}.saving`), at(relative));
      },
      async read(relative) {
        try {
          return await fs.readFile(at(relative), 'utf8');
        } catch {
          return undefined;
        }
      },
      remove: (relative) => fs.rm(at(relative), { recursive: true }),
      async move(from, to) {
        await parents(to);
        await fs.rename(at(from), at(to));
      },
      async mkdir(relative) {
        await fs.mkdir(at(relative), { recursive: true });
      },
      async symlink(relative) {
        await parents(relative);
        await fs.symlink(home, at(relative));
      },
      unmount: () => fs.rename(root, `${root}.away`),
      async replaceRoot() {
        await fs.rename(root, `${root}.away`);
        await fs.mkdir(root);
      },
    },
    close: () => fs.rm(home, { recursive: true, force: true }),
  };
};

/** The in-memory twin. */
export const memoryWorld: MakeWorld = (traits = LINUX_TRAITS) => {
  const script = rules();
  const clock = createVirtualClock(START);
  const system = systemTrashOf(MEMORY_ROOT);
  const tree = createMemoryTree({
    systemTrash: system.get,
    clock,
    random: createSeededRandom(1),
    traits,
    before: (call) => script.run(call),
  });
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const soon = async (act: () => void): Promise<void> => {
    await Promise.resolve();
    act();
  };
  return Promise.resolve({
    tree,
    trash: tree.trash,
    clock,
    root: tree.root,
    before: script.before,
    failing: script.failing,
    withSystemTrash: system.withSystemTrash,
    user: {
      write: (relative, text) => soon(() => tree.userWrite(relative, encode(text))),
      replace: (relative, text) => soon(() => tree.userReplace(relative, encode(text))),
      async read(relative) {
        await Promise.resolve();
        try {
          return new TextDecoder().decode(tree.userRead(relative));
        } catch {
          return undefined;
        }
      },
      remove: (relative) => soon(() => tree.userDelete(relative)),
      move: (from, to) => soon(() => tree.userMove(from, to)),
      mkdir: (relative) => soon(() => tree.userMkdir(relative)),
      symlink: (relative) => soon(() => tree.userSpecial(relative, 'symlink')),
      unmount: () => soon(() => tree.unmount()),
      replaceRoot: () => soon(() => tree.replaceRoot()),
    },
    close: () => Promise.resolve(),
  });
};

export const IGNORE_NOTHING: ScanOptions = { ignored: () => false };

export async function scanAll(tree: LocalTree, options = IGNORE_NOTHING): Promise<LocalEntry[]> {
  const entries: LocalEntry[] = [];
  for await (const batch of tree.scan(options)) entries.push(...batch);
  return entries;
}

/** The file at a path, as the plan would have seen it. */
export async function fileAt(tree: LocalTree, relative: string): Promise<LocalFile> {
  const entry = await tree.stat(relative);
  if (entry?.kind !== 'file') throw new Error(`no file at ${relative}`);
  return entry;
}

/** Stages `text` and places it. */
export async function placeText(
  tree: LocalTree,
  relative: string,
  text: string,
  replaces?: LocalFile,
): Promise<LocalFile> {
  const staged = await tree.stage('part');
  try {
    await staged.truncate(0);
    await staged.write(0, new TextEncoder().encode(text));
    return await staged.place({ path: relative, mtimeNs: 1_700_000_000_123_456_789n, replaces });
  } catch (caught) {
    await staged.close();
    throw caught;
  }
}

/** Waits until `holds` does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await eventually(async () => expect(await holds()).toBe(true), 5);
}

/** The contents in the trash of what was at `path`. */
export async function trashed({ trash, root, user }: World, path: string): Promise<(string | undefined)[]> {
  const found = (await trash.list()).filter((file) => file.path === path);
  return Promise.all(found.map(({ trashedTo }) => user.read(trashedTo.slice(root.length + 1))));
}
