import { S3Error } from '../errors.ts';
import { parseXml, type XmlElement } from '../http/xml.ts';

/** One enabled rule of a lifecycle configuration, as far as this store acts on it. */
export interface LifecycleRule {
  readonly prefix: string;
  /** Objects larger than / smaller than this many bytes only. */
  readonly largerThan: number;
  readonly smallerThan: number;
  /** Days after an object was written; none: do not expire. */
  readonly expireAfterDays: number | undefined;
  /** Epoch milliseconds from which on everything the rule matches expires. */
  readonly expireAtMs: number | undefined;
  /** Days after a version stopped being the latest. */
  readonly expireNoncurrentAfterDays: number | undefined;
  /** Remove a delete marker that is the only version of its key. */
  readonly expireLoneMarkers: boolean;
  /** Days after an upload was begun. */
  readonly abortUploadsAfterDays: number | undefined;
}

const actions = [
  'Expiration',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
  'Transition',
  'NoncurrentVersionTransition',
];

/**
 * Parses and validates a LifecycleConfiguration and returns its enabled rules. Rules by tag are left out: objects have
 * no tags here, so such a rule matches none. Transitions are kept in the document and do nothing.
 * @throws S3Error MalformedXML, InvalidArgument
 */
export function parseLifecycle(document: string): readonly LifecycleRule[] {
  const rules = parseXml(document, 'LifecycleConfiguration').children('Rule');
  if (rules.length === 0 || rules.length > 1000) throw new S3Error('MalformedXML');
  const ids = rules.flatMap((rule) => rule.child('ID')?.text ?? []);
  if (new Set(ids).size < ids.length) {
    throw new S3Error('InvalidArgument', {
      message: 'Rule ID must be unique. Found same ID for more than one rule',
    });
  }
  return rules.flatMap((rule) => {
    const status = rule.child('Status')?.text;
    if (status !== 'Enabled' && status !== 'Disabled') throw new S3Error('MalformedXML');
    if (!actions.some((action) => rule.child(action) !== undefined)) {
      throw new S3Error('InvalidRequest', { message: 'At least one action needs to be specified in a rule' });
    }
    const parsed = parseRule(rule);
    const filter = rule.child('Filter');
    const byTag = filter?.child('Tag') !== undefined || filter?.child('And')?.child('Tag') !== undefined;
    return status === 'Enabled' && !byTag ? [parsed] : [];
  });
}

function parseRule(rule: XmlElement): LifecycleRule {
  const filter = rule.child('Filter');
  const scope = filter?.child('And') ?? filter;
  const expiration = rule.child('Expiration');
  const date = expiration?.child('Date')?.text;
  const expireAtMs = date === undefined ? undefined : Date.parse(date);
  if (Number.isNaN(expireAtMs)) throw new S3Error('MalformedXML');
  return {
    prefix: scope?.child('Prefix')?.text ?? rule.child('Prefix')?.text ?? '',
    largerThan: Number(scope?.child('ObjectSizeGreaterThan')?.text ?? -1),
    smallerThan: Number(scope?.child('ObjectSizeLessThan')?.text ?? Infinity),
    expireAfterDays: days(expiration, 'Days'),
    expireAtMs,
    expireNoncurrentAfterDays: days(rule.child('NoncurrentVersionExpiration'), 'NoncurrentDays'),
    expireLoneMarkers: expiration?.child('ExpiredObjectDeleteMarker')?.text === 'true',
    abortUploadsAfterDays: days(rule.child('AbortIncompleteMultipartUpload'), 'DaysAfterInitiation'),
  };
}

function days(element: XmlElement | undefined, name: string): number | undefined {
  const text = element?.child(name)?.text.trim();
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new S3Error('InvalidArgument', { message: `'${name}' must be a positive integer` });
  }
  return value;
}
