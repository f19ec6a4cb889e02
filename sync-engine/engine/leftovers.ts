import { hasCode, SyncFailure } from '../core/error.ts';
import type { UploadRecord } from '../ports/index-store.ts';
import type { PairContext } from './pair.ts';
import { sweepProbe } from './probe.ts';
import { giveUp } from './resumable-upload.ts';

/** Clocks of device and provider may differ by this much before an upload is taken for somebody else's (milliseconds). */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

/** The local trash keeps what it got for as long as this, unless the pair says otherwise: design.md's days for the recycle bucket. */
export const LOCAL_TRASH_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * At the start of a process: takes away the temp files, half-started uploads and probes that a killed one left behind, and what has
 * been in the local trash for too long.
 */
export async function sweepAtStart(context: PairContext): Promise<void> {
  const kept = new Set(context.index.downloads().map((download) => download.stagedName));
  for (const name of await context.tree.stagedNames()) {
    if (!kept.has(name)) await context.tree.dropStaged(name);
  }
  for (const upload of context.index.uploads()) {
    if (upload.uploadId !== '') continue;
    await abortStartedBy(context, upload);
    context.index.apply([{ kind: 'upload-gone', key: upload.key }]);
  }
  await sweepProbe(context, context.signal);
  await purgeLocalTrash(context);
}

/** Trash that cannot be purged now is no reason not to sync. */
async function purgeLocalTrash({ localTrash, settings, clock, log }: PairContext): Promise<void> {
  if (localTrash === undefined) return;
  const days = settings.localTrashDays ?? LOCAL_TRASH_DAYS;
  try {
    const purged = await localTrash.purge(clock.now() - days * DAY_MS);
    if (purged > 0) log.info({ purged, days }, 'old files were purged from the local trash');
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error;
    log.warn({ code: error.error.code }, `the local trash could not be purged: ${error.error.message}`);
  }
}

async function abortStartedBy(context: PairContext, upload: UploadRecord): Promise<void> {
  const { store, signal, log } = context;
  try {
    for (const found of await store.multipart.list(upload.key, { signal })) {
      if (found.key !== upload.key || found.startedMs < upload.startedMs - CLOCK_SLACK_MS) continue;
      await store.multipart.abort(found, { signal });
    }
  } catch (error) {
    // Keys that may not look for it leave it to the bucket's lifecycle rule; the sync has no need of it.
    if (!hasCode(error, 'access-denied', 'unsupported')) throw error;
    log.warn({ key: upload.key }, 'an unfinished upload cannot be looked for, and stays');
  }
}

/** After a whole look at both sides: ends the transfers that nothing asks for any more. */
export async function sweepUnwanted(context: PairContext, isWanted: (id: string) => boolean): Promise<void> {
  for (const upload of context.index.uploads()) {
    if (!isWanted(upload.id)) await tryToGiveUp(context, upload);
  }
  for (const download of context.index.downloads()) {
    if (isWanted(download.id)) continue;
    await context.tree.dropStaged(download.stagedName);
    context.index.apply([{ kind: 'download-gone', id: download.id }]);
  }
}

async function tryToGiveUp(context: PairContext, upload: UploadRecord): Promise<void> {
  try {
    await giveUp(context, upload);
  } catch (error) {
    // Keys that may not end it: its record stays, and it is tried again with the next whole look. The sync has no need of it.
    if (!hasCode(error, 'access-denied', 'unsupported')) throw error;
    context.log.debug({ key: upload.key }, 'an upload nobody wants any more cannot be ended, and stays');
  }
}
