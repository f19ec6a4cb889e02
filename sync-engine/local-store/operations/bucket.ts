import { type Answer, emptyAnswer, xmlAnswer } from '../http/answer.ts';
import { bucketName, type Call, owner } from './operation.ts';

export function listBuckets(call: Call): Answer {
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: owner,
    Buckets: {
      Bucket: call.storage.buckets
        .all()
        .map(({ name, createdMs }) => ({ Name: name, CreationDate: new Date(createdMs).toISOString() })),
    },
  });
}

/** The body (a location constraint) is read and verified, but every bucket is in the store's one region. */
export async function createBucket(call: Call): Promise<Answer> {
  await call.body.text();
  await call.storage.change(() => call.storage.buckets.create(bucketName(call), call.now()));
  return emptyAnswer(200, { Location: `/${bucketName(call)}` });
}

export async function deleteBucket(call: Call): Promise<Answer> {
  await call.storage.change(() => call.storage.buckets.delete(bucketName(call)));
  return emptyAnswer(204);
}

export function headBucket(call: Call): Answer {
  call.storage.buckets.get(bucketName(call));
  return emptyAnswer(200, { 'x-amz-bucket-region': call.region });
}

/** us-east-1 is the empty constraint, as on AWS. */
export function getBucketLocation(call: Call): Answer {
  call.storage.buckets.get(bucketName(call));
  return xmlAnswer('LocationConstraint', call.region === 'us-east-1' ? {} : { '#text': call.region });
}
