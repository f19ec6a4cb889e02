import { identityOf } from '../../core/path.ts';
import type { Headroom } from '../../ports/headroom.ts';
import { areasOf } from '../bin/areas.ts';
import { currentVersions } from '../bin/listing.ts';
import type { PairContext } from '../pair.ts';
import { LIST_FILES } from './objects.ts';
import type { Finding, Step } from './step.ts';

const FIND = 'find the folder';

const GIB = 1024 ** 3;
/**
 * Less than this is little, whatever is still to come (bytes): a file that changes in the bucket takes its room twice, for what it
 * replaces stays in the local trash. A rule of ours.
 */
const LITTLE_ROOM = GIB;

/** What the machine has left for the pair: room on its disk, and folders it may watch. None where nobody tells. */
export function headroomChecks(context: PairContext): readonly Step[] {
  const { headroom } = context;
  if (headroom === undefined) return [];
  return [
    { check: 'room on the disk', needs: [FIND, LIST_FILES], run: () => room(context, headroom) },
    { check: 'folders that can be watched', needs: [FIND], run: () => watches(context, headroom) },
  ];
}

async function room(context: PairContext, headroom: Headroom): Promise<Finding> {
  const free = await headroom.freeBytes(context.settings.folder);
  if (free === undefined) return 'the file system does not tell how much is free';
  const coming = await bytesToCome(context);
  const found = `${gib(free)} are free`;
  const wanted = coming > 0 ? `, ${gib(coming)} are in the bucket and not yet here` : '';
  if (free < coming) return { warning: `${found}${wanted}: they do not fit` };
  if (free < LITTLE_ROOM)
    return { warning: `${found}${wanted}: downloads fail once the disk is full, free some space` };
  return `${found}${wanted}`;
}

/** Bytes of the objects that this device has never had. */
async function bytesToCome(context: PairContext): Promise<number> {
  const { settings, index, tree } = context;
  if (settings.mode === 'upload-only') return 0;
  let bytes = 0;
  for await (const page of currentVersions(context, areasOf([]))) {
    for (const { path, size } of page) {
      if (index.baseline(identityOf(path, tree.traits)) === undefined) bytes += size;
    }
  }
  return bytes;
}

/**
 * On Linux every folder below the root takes one watch, ignored ones too, and all programs of a user share the limit. Hence a
 * warning from half of the limit on.
 */
async function watches(context: PairContext, headroom: Headroom): Promise<Finding> {
  const most = await headroom.mostWatches();
  if (most === undefined) return 'this system has no limit for them';
  const folders = await countFolders(context);
  const found = `${folders} of the ${most} that the system allows all programs of this user`;
  if (folders * 2 <= most) return found;
  return {
    warning: `${found}: where watches run out, \`windlass run\` finds changes by the clock only; raise fs.inotify.max_user_watches with sysctl`,
  };
}

/** The root is one of them. */
async function countFolders({ tree, signal }: PairContext): Promise<number> {
  let folders = 1;
  for await (const entries of tree.scan({ ignored: () => false, signal })) {
    folders += entries.filter(({ kind }) => kind === 'folder').length;
  }
  return folders;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
