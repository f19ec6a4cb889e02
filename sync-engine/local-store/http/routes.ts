import { S3Error } from '../errors.ts';
import { bucketRoutes } from './bucket-routes.ts';
import { objectRoutes } from './object-routes.ts';
import type { RequestHead } from './request.ts';
import type { Route } from './route.ts';

const routes: readonly Route[] = [...bucketRoutes, ...objectRoutes];

/** Query parameters that choose an operation; with one that no route knows, a request must not fall through to another. */
const subresources: ReadonlySet<string> = new Set([
  'abac',
  'accelerate',
  'acl',
  'analytics',
  'annotation',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metadataConfiguration',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
]);

/** The operation a request means. @throws S3Error NotImplemented (501) for what this store does not do */
export function route(head: RequestHead): Route {
  const scope = head.bucket === undefined ? 'service' : head.key === undefined ? 'bucket' : 'object';
  const copy = head.header('x-amz-copy-source') !== undefined;
  const named = head.parameters.map(([name]) => name).filter((name) => subresources.has(name));
  const found = routes.find((candidate) => {
    const needs = candidate.needs ?? [];
    return (
      candidate.verb === head.verb &&
      candidate.scope === scope &&
      (candidate.copy ?? false) === copy &&
      needs.every((need) => satisfies(head, need)) &&
      named.every((name) => needs.includes(name))
    );
  });
  if (found === undefined) {
    throw new S3Error('NotImplemented', {
      details: { Method: head.verb, Scope: scope, SubResource: named.join(',') },
    });
  }
  return found;
}

function satisfies(head: RequestHead, need: string): boolean {
  const [name = '', value] = need.split('=');
  const given = head.query(name);
  return value === undefined ? given !== undefined : given === value;
}
