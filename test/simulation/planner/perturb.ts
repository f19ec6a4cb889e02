import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import { isFolderPath } from '../../../sync-engine/core/path.ts';
import { remoteSpelling } from '../../../sync-engine/core/snapshot.ts';
import { putInStep } from './in-step.ts';
import { IGNORED_NAME, Refused, sizeOf } from './world.ts';
import type { DiskFile, DiskNode, World } from './world.ts';

const E_NFC = '\u00e9';
const E_NFD = 'e\u0301';
/** Few, so that they meet; some sort between `a` and `a/`, some after the surrogates, some share an identity. */
const NAMES = [
  'a',
  'a',
  'b',
  'c',
  'a!',
  'a-b',
  'a.txt',
  'A',
  'B',
  E_NFC,
  E_NFD,
  '\u{1f600}',
  '\uff5e',
  IGNORED_NAME,
];
const HOSTILE = ['../a', 'a//b', '/a', './b', 'a/../b', 'c\0', '.windlass/x', 'n'.repeat(256), 'b/./'];

/** Names contents; a content once named never comes back by chance. */
export class Contents {
  private last = 0;
  private readonly random: SeededRandom;

  constructor(random: SeededRandom) {
    this.random = random;
  }

  fresh(): string {
    if (this.random.integer(12) === 0) return 'k0';
    return `k${++this.last}`;
  }
}

export interface Scene {
  readonly world: World;
  readonly random: SeededRandom;
  readonly contents: Contents;
  /** Says what was done, for the trace. */
  readonly say: (line: string) => void;
}

function randomPath({ random }: Scene): string {
  const depth = 1 + random.integer(3);
  return Array.from({ length: depth }, () => random.pick(NAMES)).join('/');
}

/** A random tree on disk and, where `inStep`, the same in the bucket and in the baseline. */
export function plant(scene: Scene, files: number, inStep: boolean): void {
  const { world, random, contents } = scene;
  for (let at = 0; at < files; at++) {
    quietly(() => {
      const path = randomPath(scene);
      if (random.integer(5) === 0) world.makeFolder(path);
      else if (world.node(path) === undefined) world.writeFile(path, contents.fresh());
    });
  }
  if (inStep) putInStep(world, random);
}

/** A random tree in the bucket, unrelated to the disk. */
export function plantObjects(scene: Scene, objects: number): void {
  for (let at = 0; at < objects; at++) {
    const path = randomPath(scene);
    if (scene.random.integer(6) === 0) scene.world.put(`${path}/`, undefined);
    else scene.world.put(path, scene.contents.fresh());
  }
}

type Change = (scene: Scene) => string | undefined;

export function perturbDisk(scene: Scene, times: number): void {
  perturb(scene, times, DISK_CHANGES);
}

export function perturbBucket(scene: Scene, times: number): void {
  perturb(scene, times, BUCKET_CHANGES);
}

function perturb(scene: Scene, times: number, changes: readonly Change[]): void {
  for (let at = 0; at < times; at++) {
    quietly(() => {
      const said = scene.random.pick(changes)(scene);
      if (said !== undefined) scene.say(said);
    });
  }
}

/** A change the model's disk refuses simply does not happen. */
function quietly(change: () => void): void {
  try {
    change();
  } catch (caught) {
    if (!(caught instanceof Refused)) throw caught;
  }
}

function aFile({ world, random }: Scene): DiskFile | undefined {
  const files = [...world.disk.values()].filter((node) => node.kind === 'file');
  return files.length === 0 ? undefined : random.pick(files);
}

function aFolder({ world, random }: Scene): DiskNode | undefined {
  const folders = [...world.disk.values()].filter((node) => node.kind === 'folder');
  return folders.length === 0 ? undefined : random.pick(folders);
}

const editFile: Change = (scene) => {
  const file = aFile(scene);
  if (file === undefined) return undefined;
  const content = scene.contents.fresh();
  scene.world.writeFile(file.path, content);
  return `disk: edit ${file.path} -> ${content}`;
};

const DISK_CHANGES: readonly Change[] = [
  editFile,
  editFile,
  function touch(scene) {
    const file = aFile(scene);
    if (file === undefined) return undefined;
    scene.world.restamp(file, scene.random.integer(2) === 0);
    return `disk: touch ${file.path}`;
  },
  function deleteFile(scene) {
    const file = aFile(scene);
    if (file === undefined) return undefined;
    scene.world.remove(file.path);
    return `disk: delete ${file.path}`;
  },
  function create(scene) {
    const path = randomPath(scene);
    if (scene.world.node(path) !== undefined) return undefined;
    const content = scene.contents.fresh();
    scene.world.writeFile(path, content);
    return `disk: create ${path} = ${content}`;
  },
  function rename(scene) {
    const file = aFile(scene);
    if (file === undefined) return undefined;
    const to = randomPath(scene);
    if (to === file.path || scene.world.node(to) !== undefined || to.startsWith(`${file.path}/`))
      return undefined;
    scene.world.move(file.path, to);
    // What looks like a rename may be another file with the same times, or was edited by a tool that sets them back.
    const content = scene.contents.fresh();
    if (scene.random.integer(3) > 0 || sizeOf(content) !== file.stamp.size)
      return `disk: rename ${file.path} -> ${to}`;
    scene.world.writeFile(to, content, file.stamp.mtimeNs);
    return `disk: rename ${file.path} -> ${to} and edit -> ${content}`;
  },
  function renameFolder(scene) {
    const folder = aFolder(scene);
    if (folder === undefined) return undefined;
    const to = randomPath(scene);
    if (scene.world.node(to) !== undefined || `${to}/`.startsWith(`${folder.path}/`)) return undefined;
    scene.world.move(folder.path, to);
    return `disk: rename folder ${folder.path} -> ${to}`;
  },
  function fileIntoFolder(scene) {
    const file = aFile(scene);
    if (file === undefined) return undefined;
    const kept = scene.random.integer(2) === 0;
    scene.world.remove(file.path);
    if (scene.random.integer(3) === 0) scene.world.makeFolder(file.path);
    else
      scene.world.writeFile(
        `${file.path}/b`,
        kept ? file.content : scene.contents.fresh(),
        kept ? file.stamp.mtimeNs : undefined,
      );
    return `disk: file into folder ${file.path}`;
  },
  function folderIntoFile(scene) {
    const folder = aFolder(scene);
    if (folder === undefined) return undefined;
    const inside = scene.world.below(folder.path).find((node) => node.kind === 'file');
    const kept = inside !== undefined && scene.random.integer(2) === 0 ? inside : undefined;
    scene.world.remove(folder.path);
    scene.world.writeFile(folder.path, kept?.content ?? scene.contents.fresh(), kept?.stamp.mtimeNs);
    return `disk: folder into file ${folder.path}`;
  },
  function deleteFolder(scene) {
    const folder = aFolder(scene);
    if (folder === undefined) return undefined;
    scene.world.remove(folder.path);
    return `disk: delete folder ${folder.path}`;
  },
  function emptyFolder(scene) {
    const folder = aFolder(scene);
    if (folder === undefined) return undefined;
    for (const node of scene.world.below(folder.path)) scene.world.remove(node.path);
    return `disk: empty folder ${folder.path}`;
  },
  function makeFolder(scene) {
    const path = randomPath(scene);
    if (scene.world.node(path) !== undefined) return undefined;
    scene.world.makeFolder(path);
    return `disk: make folder ${path}`;
  },
  function link(scene) {
    const folder = scene.random.integer(2) === 0 ? aFolder(scene) : aFile(scene);
    if (folder === undefined || scene.random.integer(2) === 0) return undefined;
    scene.world.link(folder.path);
    return `disk: ${folder.kind} into symlink ${folder.path}`;
  },
  function hide(scene) {
    const folder = aFolder(scene);
    if (folder === undefined || scene.random.integer(2) === 0) return undefined;
    scene.world.makeFolder(folder.path, false);
    return `disk: unreadable ${folder.path}`;
  },
];

function anObject({ world, random }: Scene): string | undefined {
  const paths = world.objects().map(([path]) => path);
  return paths.length === 0 ? undefined : random.pick(paths);
}

function aFileObject(scene: Scene): string | undefined {
  const path = anObject(scene);
  return path === undefined || isFolderPath(path) ? undefined : path;
}

/** Paths of what lies in a random folder of the bucket, with the folder. */
function aBucketFolder(
  scene: Scene,
): { readonly folder: string; readonly paths: readonly string[] } | undefined {
  const path = anObject(scene);
  const end = path === undefined ? -1 : path.indexOf('/', scene.random.integer(path.length));
  if (path === undefined || end <= 0) return undefined;
  const folder = path.slice(0, end + 1);
  const paths = scene.world
    .objects()
    .map(([inside]) => inside)
    .filter((inside) => inside.startsWith(folder));
  return { folder, paths };
}

const editObject: Change = (scene) => {
  const path = aFileObject(scene);
  if (path === undefined) return undefined;
  const content = scene.contents.fresh();
  const foreign = scene.random.integer(4) === 0;
  scene.world.put(path, content, { foreign, nonce: foreign });
  return `bucket: edit ${path} -> ${content}${foreign ? ' (foreign)' : ''}`;
};

function moveObject({ world }: Scene, from: string, to: string): void {
  const content = world.object(from)?.content;
  world.drop(from);
  world.put(to, content);
}

const BUCKET_CHANGES: readonly Change[] = [
  editObject,
  editObject,
  function rewrite(scene) {
    const path = aFileObject(scene);
    if (path === undefined) return undefined;
    scene.world.put(path, scene.world.object(path)?.content, {
      nonce: true,
      foreign: scene.random.integer(2) === 0,
    });
    return `bucket: rewrite ${path}`;
  },
  function deleteObject(scene) {
    const path = anObject(scene);
    if (path === undefined) return undefined;
    scene.world.drop(path);
    return `bucket: delete ${path}`;
  },
  function create(scene) {
    const path = scene.random.integer(12) === 0 ? scene.random.pick(HOSTILE) : randomPath(scene);
    if (scene.world.object(path) !== undefined) return undefined;
    const content = isFolderPath(path) ? undefined : scene.contents.fresh();
    scene.world.put(path, content);
    return `bucket: create ${path} = ${content ?? 'marker'}`;
  },
  function rename(scene) {
    const path = aFileObject(scene);
    const to = randomPath(scene);
    if (path === undefined || scene.world.object(to) !== undefined) return undefined;
    moveObject(scene, path, to);
    return `bucket: rename ${path} -> ${to}`;
  },
  function renameFolder(scene) {
    const found = aBucketFolder(scene);
    if (found === undefined) return undefined;
    const to = `${randomPath(scene)}/`;
    if (to.startsWith(found.folder) || found.folder.startsWith(to)) return undefined;
    for (const path of found.paths) moveObject(scene, path, to + path.slice(found.folder.length));
    return `bucket: rename folder ${found.folder} -> ${to}`;
  },
  function fileIntoFolder(scene) {
    const path = aFileObject(scene);
    if (path === undefined) return undefined;
    if (scene.random.integer(3) === 0) {
      scene.world.drop(path);
      scene.world.put(`${path}/`, undefined);
    } else moveObject(scene, path, `${path}/b`);
    return `bucket: file into folder ${path}`;
  },
  function besideFile(scene) {
    const path = aFileObject(scene);
    if (path === undefined || scene.random.integer(2) === 0) return undefined;
    scene.world.put(`${path}/b`, scene.contents.fresh());
    return `bucket: put ${path}/b beside ${path}`;
  },
  function folderIntoFile(scene) {
    const found = aBucketFolder(scene);
    if (found === undefined) return undefined;
    for (const path of found.paths) scene.world.drop(path);
    scene.world.put(found.folder.slice(0, -1), scene.contents.fresh());
    return `bucket: folder into file ${found.folder}`;
  },
  function deleteFolder(scene) {
    const found = aBucketFolder(scene);
    if (found === undefined) return undefined;
    for (const path of found.paths) scene.world.drop(path);
    return `bucket: delete folder ${found.folder}`;
  },
  function makeMarker(scene) {
    const path = `${remoteSpelling(randomPath(scene))}/`;
    scene.world.put(path, undefined);
    return `bucket: marker ${path}`;
  },
];
