import type { BucketArea } from './bucket-url.ts';

/** What the engine does to a bucket as a whole. Source of the names: "Actions defined by Amazon S3", service authorization reference. */
const BUCKET_ACTIONS = {
  files: [
    's3:ListBucket',
    's3:ListBucketMultipartUploads',
    's3:GetBucketVersioning',
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
  ],
  recycle: [
    's3:ListBucket',
    's3:GetBucketVersioning',
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
  ],
} as const;

/** What it does to objects. Copies above 5 GiB go by parts, and one that fails is aborted: in the recycle bucket too. */
const OBJECT_ACTIONS = {
  files: [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    's3:AbortMultipartUpload',
    's3:ListMultipartUploadParts',
  ],
  recycle: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
} as const;

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/**
 * The least an IAM policy must allow for a pair with these two areas.
 *
 * ListBucket is not narrowed to the prefix: HeadBucket needs it too, and a condition on `s3:prefix` would refuse that.
 */
export function minimalPolicy(files: BucketArea, recycle: BucketArea): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      allow('WindlassFilesBucket', BUCKET_ACTIONS.files, files.bucket),
      allow('WindlassFiles', OBJECT_ACTIONS.files, `${files.bucket}/${files.prefix}*`),
      allow('WindlassRecycleBucket', BUCKET_ACTIONS.recycle, recycle.bucket),
      allow('WindlassRecycle', OBJECT_ACTIONS.recycle, `${recycle.bucket}/${recycle.prefix}*`),
    ],
  };
}

function allow(sid: string, actions: readonly string[], resource: string): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: `arn:aws:s3:::${resource}` };
}
