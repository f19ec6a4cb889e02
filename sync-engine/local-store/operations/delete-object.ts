import { preconditionFailed, S3Error } from '../errors.ts';
import { type Answer, emptyAnswer, xmlAnswer } from '../http/answer.ts';
import { parseXml, type XmlElement, type XmlValue } from '../http/xml.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { Transaction } from '../storage/index-file.ts';
import type { DeleteResult } from '../storage/versions.ts';
import { matches } from './conditions.ts';
import { versionIdHeader } from './object-headers.ts';
import { bucketName, type Call, objectKey } from './operation.ts';
import { live } from './write-object.ts';

/** What to delete, and the ETag it must still have. */
interface Target {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly ifMatch: string | undefined;
}

/** The most keys one batch may name. */
const maxBatch = 1000;

export async function deleteObject(call: Call): Promise<Answer> {
  const { storage, head } = call;
  const target = {
    key: objectKey(call),
    versionId: head.query('versionId'),
    ifMatch: head.header('if-match'),
  };
  const result = await storage.change((transaction) => {
    return remove(call, storage.buckets.get(bucketName(call)), target, transaction);
  });
  return emptyAnswer(204, {
    ...versionIdHeader(result.versionId),
    ...(result.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  });
}

export async function deleteObjects(call: Call): Promise<Answer> {
  const { storage } = call;
  const document = parseXml(await call.body.text(), 'Delete');
  const quiet = document.child('Quiet')?.text === 'true';
  const targets = document.children('Object').map(parseTarget);
  if (targets.length === 0 || targets.length > maxBatch) throw new S3Error('MalformedXML');
  const results = await storage.change((transaction) => {
    const bucket = storage.buckets.get(bucketName(call));
    return targets.map((target) => {
      try {
        const action = target.versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
        call.permit(action, `${bucket.name}/${target.key}`);
        return { target, result: remove(call, bucket, target, transaction) };
      } catch (error) {
        // `remove` throws before it changes anything, so the other keys of the batch go on.
        if (error instanceof S3Error) return { target, error };
        throw error;
      }
    });
  });
  return xmlAnswer('DeleteResult', {
    Deleted: results.flatMap(({ target, result }) =>
      result === undefined || quiet ? [] : [renderDeleted(target, result)],
    ),
    Error: results.flatMap(({ target, error }) => (error === undefined ? [] : [renderError(target, error)])),
  });
}

/** Deletes one object if its condition holds. AWS answers 404 to `If-Match` on nothing, 412 to one on a delete marker. */
function remove(call: Call, bucket: Bucket, target: Target, transaction: Transaction): DeleteResult {
  const { versions } = call.storage;
  const { key, versionId, ifMatch } = target;
  if (ifMatch !== undefined) {
    const latest = versions.latest(bucket, key);
    if (latest === undefined) throw new S3Error('NoSuchKey', { details: { Key: key } });
    const current = live(latest);
    if (current === undefined || !matches(ifMatch, current)) throw preconditionFailed('If-Match');
  }
  return versionId === undefined
    ? versions.deleteLatest(bucket, key, call.now(), transaction)
    : versions.deleteVersion(bucket, key, versionId, transaction);
}

function parseTarget(element: XmlElement): Target {
  const key = element.child('Key')?.text ?? '';
  if (key === '') throw new S3Error('MalformedXML');
  return { key, versionId: element.child('VersionId')?.text, ifMatch: element.child('ETag')?.text };
}

function renderDeleted(target: Target, result: DeleteResult): XmlValue {
  const { key, versionId } = target;
  const marker = result.deleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: result.versionId } : {};
  return { Key: key, VersionId: versionId, ...marker };
}

function renderError(target: Target, error: S3Error): XmlValue {
  return { Key: target.key, VersionId: target.versionId, Code: error.code, Message: error.message };
}
