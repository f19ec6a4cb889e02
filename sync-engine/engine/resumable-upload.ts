import type { LocalFile } from '../core/entry.ts';
import { hasCode } from '../core/error.ts';
import { partSizeFor, partsOf } from '../core/parts.ts';
import type { Part } from '../core/parts.ts';
import type { UploadRecord } from '../ports/index-store.ts';
import type { PutOptions, UploadedPart, Written } from '../ports/object-store.ts';
import type { OperationContext } from './operations/operation.ts';
import { moving } from './movement.ts';
import { forEachLimited } from './pool.ts';
import { expectObject, isCheckedAtComplete } from './writing.ts';
import type { ExpectedObject } from './writing.ts';

/** Parts sent side by side; each holds one part in memory and resends at most that one after a restart. */
const LANES = 4;

/** One file on its way up, too large for a single request. */
export interface LargeUpload {
  readonly key: string;
  readonly id: string;
  readonly file: LocalFile;
  readonly sha256: string;
  /** What the upload may replace, whether or not `options` hold a condition on it. */
  readonly expected: ExpectedObject;
  readonly options: PutOptions;
}

/**
 * Uploads by parts that survive a restart: the upload id is in the index before the first part is sent, and what the server
 * says it has (ListParts) is not sent again.
 */
export async function uploadByParts(context: OperationContext, request: LargeUpload): Promise<Written> {
  const { upload, done } = (await resume(context, request)) ?? (await begin(context, request));
  const finished = new Map(done.map((part) => [part.partNumber, part]));
  let moved = done.reduce((sum, part) => sum + part.size, 0);
  context.progress.moved(moved);
  try {
    await sendMissing(context, { request, upload, finished }, (bytes) => (moved += bytes));
    return await finish(context, request, upload, [...finished.values()]);
  } catch (error) {
    context.progress.moved(-moved);
    // What the plan saw is gone: these parts will never be asked for again.
    if (hasCode(error, 'local-changed', 'local-missing', 'precondition-failed', 'upload-missing')) {
      await giveUp(context, upload);
    }
    throw error;
  }
}

interface Started {
  readonly upload: UploadRecord;
  readonly done: readonly UploadedPart[];
}

async function resume(context: OperationContext, request: LargeUpload): Promise<Started | undefined> {
  const upload = context.index.upload(request.key);
  if (upload === undefined || upload.uploadId === '') return undefined;
  if (upload.sha256 !== request.sha256 || upload.size !== request.file.stamp.size) {
    await giveUp(context, upload);
    return undefined;
  }
  try {
    const expected = new Map(
      partsOf(upload.size, upload.partSize).map((part) => [part.partNumber, lengthOf(part)]),
    );
    const listed = await context.store.multipart.listParts(upload, { signal: context.signal });
    return { upload, done: listed.filter((part) => part.size === expected.get(part.partNumber)) };
  } catch (error) {
    if (!hasCode(error, 'upload-missing')) throw error;
    context.index.apply([{ kind: 'upload-gone', key: upload.key }]);
    return undefined;
  }
}

/** What the index keeps of an upload that is about to start, and has no id yet. */
export function intentOf({ clock }: Pick<OperationContext, 'clock'>, request: LargeUpload): UploadRecord {
  const { key, id, file, sha256 } = request;
  const { size, mtimeNs } = file.stamp;
  return {
    key,
    uploadId: '',
    id,
    sha256,
    size,
    mtimeNs,
    partSize: partSizeFor(size),
    parts: [],
    startedMs: clock.now(),
  };
}

/** Writes the intent down first: an upload id that a crash kept from us can then still be found by its key and ended. */
async function begin(context: OperationContext, request: LargeUpload): Promise<Started> {
  const { key, options } = request;
  const intent = intentOf(context, request);
  context.index.apply([{ kind: 'upload', upload: intent }], { durable: true });
  const { uploadId } = await context.store.multipart.create(key, unconditional(options));
  const upload = { ...intent, uploadId };
  context.index.apply([{ kind: 'upload', upload }], { durable: true });
  return { upload, done: [] };
}

interface Sending {
  readonly request: LargeUpload;
  readonly upload: UploadRecord;
  readonly finished: Map<number, UploadedPart>;
}

async function sendMissing(
  context: OperationContext,
  { request, upload, finished }: Sending,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const missing = partsOf(upload.size, upload.partSize).filter((part) => !finished.has(part.partNumber));
  let failure: { readonly error: unknown } | undefined;
  await forEachLimited(missing, LANES, async (part) => {
    if (failure !== undefined) return;
    try {
      const sent = await sendPart(context, request.file, upload, part);
      finished.set(part.partNumber, sent);
      context.index.apply([{ kind: 'upload-part', key: upload.key, part: sent }]);
      onBytes(sent.size);
    } catch (error) {
      failure ??= { error };
    }
  });
  if (failure !== undefined) throw failure.error;
}

async function sendPart(
  context: OperationContext,
  file: LocalFile,
  upload: UploadRecord,
  part: Part,
): Promise<UploadedPart> {
  return await context.memory.use(lengthOf(part), async () => {
    const body = new Uint8Array(lengthOf(part));
    let at = 0;
    for await (const chunk of context.tree.read(file, part)) {
      body.set(chunk, at);
      at += chunk.byteLength;
    }
    const { signal, progress, store } = context;
    return await moving(progress, body.byteLength, (onProgress) =>
      store.multipart.uploadPart(upload, part.partNumber, body, { signal, onProgress }),
    );
  });
}

async function finish(
  context: OperationContext,
  request: LargeUpload,
  upload: UploadRecord,
  parts: readonly UploadedPart[],
): Promise<Written> {
  await context.tree.verify(request.file);
  const { expected, options } = request;
  const inOrder = parts.toSorted((a, b) => a.partNumber - b.partNumber);
  if (isCheckedAtComplete(context.traits, expected))
    return await context.store.multipart.complete(upload, inOrder, options);
  // The look before the first part may be minutes old by now. RACE: as in writeConditions.
  await expectObject(context, upload.key, expected);
  return await context.store.multipart.complete(upload, inOrder, unconditional(options));
}

/** Ends an upload for good, on the server and in the index. */
export async function giveUp(
  context: Pick<OperationContext, 'store' | 'index'>,
  upload: UploadRecord,
): Promise<void> {
  await context.store.multipart.abort(upload);
  context.index.apply([{ kind: 'upload-gone', key: upload.key }]);
}

function unconditional({ ifMatch: _ifMatch, ifAbsent: _ifAbsent, ...rest }: PutOptions): PutOptions {
  return rest;
}

function lengthOf(part: Part): number {
  return part.end - part.start + 1;
}
