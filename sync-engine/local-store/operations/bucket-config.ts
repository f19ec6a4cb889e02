import { S3Error } from '../errors.ts';
import { type Answer, emptyAnswer, xmlAnswer } from '../http/answer.ts';
import { parseXml } from '../http/xml.ts';
import { parseLifecycle } from '../lifecycle/rules.ts';
import { bucketName, type Call, objectKey, owner, type Operation } from './operation.ts';
import { findVersion } from './read-object.ts';

/** Lifecycle and CORS documents are given back exactly as they were put. */
export function getLifecycle(call: Call): Answer {
  return documentAnswer(call.storage.buckets.get(bucketName(call)).lifecycle, 'NoSuchLifecycleConfiguration');
}

export async function putLifecycle(call: Call): Promise<Answer> {
  const document = await call.body.text();
  parseLifecycle(document);
  await call.storage.change(() => call.storage.buckets.setDocument(bucketName(call), 'lifecycle', document));
  return emptyAnswer(200);
}

export async function deleteLifecycle(call: Call): Promise<Answer> {
  await call.storage.change(() => call.storage.buckets.setDocument(bucketName(call), 'lifecycle', null));
  return emptyAnswer(204);
}

export function getCors(call: Call): Answer {
  return documentAnswer(call.storage.buckets.get(bucketName(call)).cors, 'NoSuchCORSConfiguration');
}

export async function putCors(call: Call): Promise<Answer> {
  const document = await call.body.text();
  const rules = parseXml(document, 'CORSConfiguration').children('CORSRule');
  const usable = rules.every((rule) => rule.child('AllowedMethod') && rule.child('AllowedOrigin'));
  if (rules.length === 0 || !usable) throw new S3Error('MalformedXML');
  await call.storage.change(() => call.storage.buckets.setDocument(bucketName(call), 'cors', document));
  return emptyAnswer(200);
}

export async function deleteCors(call: Call): Promise<Answer> {
  await call.storage.change(() => call.storage.buckets.setDocument(bucketName(call), 'cors', null));
  return emptyAnswer(204);
}

/** A bucket that never had versioning answers an empty document. */
export function getVersioning(call: Call): Answer {
  const { versioning } = call.storage.buckets.get(bucketName(call));
  return xmlAnswer('VersioningConfiguration', { Status: versioning === 'Off' ? undefined : versioning });
}

export async function putVersioning(call: Call): Promise<Answer> {
  const status = parseXml(await call.body.text(), 'VersioningConfiguration').child('Status')?.text;
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
  await call.storage.change(() => call.storage.buckets.setVersioning(bucketName(call), status));
  return emptyAnswer(200);
}

/** There is one owner, who may do everything. */
export function getAcl(call: Call): Answer {
  if (call.head.key === undefined) call.storage.buckets.get(bucketName(call));
  else findVersion(call, bucketName(call), objectKey(call), call.head.query('versionId'));
  const grantee = {
    '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    '@xsi:type': 'CanonicalUser',
    ...owner,
  };
  return xmlAnswer('AccessControlPolicy', {
    Owner: owner,
    AccessControlList: { Grant: { Grantee: grantee, Permission: 'FULL_CONTROL' } },
  });
}

/** Objects have no tags here, and none can be set. */
export function getObjectTagging(call: Call): Answer {
  findVersion(call, bucketName(call), objectKey(call), call.head.query('versionId'));
  return xmlAnswer('Tagging', { TagSet: {} });
}

export function getRequestPayment(call: Call): Answer {
  call.storage.buckets.get(bucketName(call));
  return xmlAnswer('RequestPaymentConfiguration', { Payer: 'BucketOwner' });
}

/** For configurations that tools ask about and this store never has: S3's own way to say "none". */
export function neverSet(code: ConstructorParameters<typeof S3Error>[0]): Operation {
  return (call) => {
    call.storage.buckets.get(bucketName(call));
    throw new S3Error(code, { details: { BucketName: bucketName(call) } });
  };
}

function documentAnswer(document: string | null, missing: ConstructorParameters<typeof S3Error>[0]): Answer {
  if (document === null) throw new S3Error(missing);
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: document };
}
