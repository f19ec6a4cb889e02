import { CHECKS } from '../../contract/check-names.ts';
import { roomText, watchesText } from '../../contract/check-notes.ts';
import { identityOf } from '../../core/path.ts';
import type { Headroom } from '../../ports/headroom.ts';
import { areasOf } from '../bin/areas.ts';
import { currentVersions } from '../bin/listing.ts';
import type { PairContext } from '../pair.ts';
import type { Finding, Step } from './step.ts';

/**
 * Less than this is little, whatever is still to come (bytes): a file that changes in the bucket takes its room twice, for what it
 * replaces stays in the local trash. A rule of ours.
 */
const LITTLE_ROOM = 1024 ** 3;

/** What the machine has left for the pair: room on its disk, and folders it may watch. None where nobody tells. */
export function headroomChecks(context: PairContext): readonly Step[] {
  const { headroom } = context;
  if (headroom === undefined) return [];
  return [
    { check: CHECKS.room, needs: [CHECKS.findFolder, CHECKS.listFiles], run: () => room(context, headroom) },
    { check: CHECKS.watches, needs: [CHECKS.findFolder], run: () => watches(context, headroom) },
  ];
}

async function room(context: PairContext, headroom: Headroom): Promise<Finding> {
  const freeBytes = await headroom.freeBytes(context.settings.folder);
  if (freeBytes === undefined) return 'the file system does not tell how much is free';
  const found = { freeBytes, comingBytes: await bytesToCome(context) };
  if (freeBytes < found.comingBytes) return { code: 'disk-too-small', ...found };
  return freeBytes < LITTLE_ROOM ? { code: 'disk-nearly-full', ...found } : roomText(found);
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
  return folders * 2 <= most ? watchesText({ folders, most }) : { code: 'watches-scarce', folders, most };
}

/** The root is one of them. */
async function countFolders({ tree, signal }: PairContext): Promise<number> {
  let folders = 1;
  for await (const entries of tree.scan({ ignored: () => false, signal })) {
    folders += entries.filter(({ kind }) => kind === 'folder').length;
  }
  return folders;
}
