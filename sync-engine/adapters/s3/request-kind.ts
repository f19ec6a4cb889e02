import type { RequestKind } from '../object-store/requests.ts';

/** Every command this adapter sends. */
const KIND_OF_COMMAND: Readonly<Record<string, RequestKind>> = {
  ListObjectsV2Command: 'LIST',
  ListBucketsCommand: 'LIST',
  ListMultipartUploadsCommand: 'LIST',
  ListPartsCommand: 'LIST',
  GetObjectCommand: 'GET',
  GetBucketLocationCommand: 'GET',
  GetBucketVersioningCommand: 'GET',
  GetBucketLifecycleConfigurationCommand: 'GET',
  HeadObjectCommand: 'HEAD',
  HeadBucketCommand: 'HEAD',
  PutObjectCommand: 'PUT',
  UploadPartCommand: 'PUT',
  CreateBucketCommand: 'PUT',
  PutBucketLifecycleConfigurationCommand: 'PUT',
  CopyObjectCommand: 'COPY',
  UploadPartCopyCommand: 'COPY',
  DeleteObjectCommand: 'DELETE',
  AbortMultipartUploadCommand: 'DELETE',
  DeleteBucketLifecycleCommand: 'DELETE',
  CreateMultipartUploadCommand: 'POST',
  CompleteMultipartUploadCommand: 'POST',
  DeleteObjectsCommand: 'POST',
};

/** Undefined for what the provider chain sends on its own account (STS, SSO, instance metadata). */
export function requestKindOf(commandName: string): RequestKind | undefined {
  return KIND_OF_COMMAND[commandName];
}

/** Bytes of object content in a request's body. */
export function sentContent(commandName: string | undefined, request: unknown): number {
  if (commandName !== 'PutObjectCommand' && commandName !== 'UploadPartCommand') return 0;
  const { body } = request as { readonly body?: unknown };
  return body instanceof Uint8Array ? body.byteLength : 0;
}
