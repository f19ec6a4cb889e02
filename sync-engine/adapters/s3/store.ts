import type { ObjectStore } from '../../ports/object-store.ts';
import { bucketAdministration } from './administration.ts';
import type { Wire } from './call.ts';
import { copyObject } from './copying.ts';
import { deleteObject, deleteObjects } from './deleting.ts';
import { listObjects } from './listing.ts';
import { multipartOperations } from './multipart.ts';
import { getObject, headObject } from './reading.ts';
import { uploadStream } from './upload-stream.ts';
import { putObject } from './writing.ts';

export function s3ObjectStore(wire: Wire, clockOffsetMs: () => number): ObjectStore {
  return {
    bucket: wire.bucket,
    list: (prefix, options) => listObjects(wire, prefix, options),
    head: (key, options) => headObject(wire, key, options),
    get: (key, options) => getObject(wire, key, options),
    put: (key, body, options) => putObject(wire, key, body, options),
    putStream: (key, source, options) => uploadStream(wire, key, source, options),
    copyFrom: (source, key, options) => copyObject(wire, source, key, options),
    delete: (key, options) => deleteObject(wire, key, options),
    deleteMany: (keys, options) => deleteObjects(wire, keys, options),
    multipart: multipartOperations(wire),
    administration: bucketAdministration(wire),
    clockOffsetMs,
  };
}
