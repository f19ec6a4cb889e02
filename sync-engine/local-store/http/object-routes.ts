import { getAcl, getObjectTagging } from '../operations/bucket-config.ts';
import { copyObject } from '../operations/copy-object.ts';
import { uploadPartCopy } from '../operations/copy-part.ts';
import { deleteObject } from '../operations/delete-object.ts';
import { listParts } from '../operations/list-uploads.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
} from '../operations/multipart.ts';
import { getObject, headObject } from '../operations/read-object.ts';
import { putObject } from '../operations/write-object.ts';
import type { Route } from './route.ts';

/** Operations on an object. Action names as in "Actions, resources, and condition keys for Amazon S3". */
export const objectRoutes: readonly Route[] = [
  {
    name: 'CreateMultipartUpload',
    verb: 'POST',
    scope: 'object',
    needs: ['uploads'],
    action: 's3:PutObject',
    run: createMultipartUpload,
  },
  {
    name: 'UploadPartCopy',
    verb: 'PUT',
    scope: 'object',
    needs: ['uploadId', 'partNumber'],
    copy: true,
    action: 's3:PutObject',
    run: uploadPartCopy,
  },
  {
    name: 'UploadPart',
    verb: 'PUT',
    scope: 'object',
    needs: ['uploadId', 'partNumber'],
    action: 's3:PutObject',
    run: uploadPart,
  },
  {
    name: 'ListParts',
    verb: 'GET',
    scope: 'object',
    needs: ['uploadId'],
    action: 's3:ListMultipartUploadParts',
    run: listParts,
  },
  {
    name: 'CompleteMultipartUpload',
    verb: 'POST',
    scope: 'object',
    needs: ['uploadId'],
    action: 's3:PutObject',
    run: completeMultipartUpload,
  },
  {
    name: 'AbortMultipartUpload',
    verb: 'DELETE',
    scope: 'object',
    needs: ['uploadId'],
    action: 's3:AbortMultipartUpload',
    run: abortMultipartUpload,
  },
  {
    name: 'GetObjectAcl',
    verb: 'GET',
    scope: 'object',
    needs: ['acl'],
    action: 's3:GetObjectAcl',
    run: getAcl,
  },
  {
    name: 'GetObjectTagging',
    verb: 'GET',
    scope: 'object',
    needs: ['tagging'],
    action: 's3:GetObjectTagging',
    run: getObjectTagging,
  },
  {
    name: 'GetObject',
    verb: 'GET',
    scope: 'object',
    action: 's3:GetObject',
    versioned: 's3:GetObjectVersion',
    run: getObject,
  },
  {
    name: 'HeadObject',
    verb: 'HEAD',
    scope: 'object',
    action: 's3:GetObject',
    versioned: 's3:GetObjectVersion',
    run: headObject,
  },
  { name: 'CopyObject', verb: 'PUT', scope: 'object', copy: true, action: 's3:PutObject', run: copyObject },
  { name: 'PutObject', verb: 'PUT', scope: 'object', action: 's3:PutObject', run: putObject },
  {
    name: 'DeleteObject',
    verb: 'DELETE',
    scope: 'object',
    action: 's3:DeleteObject',
    versioned: 's3:DeleteObjectVersion',
    run: deleteObject,
  },
];
