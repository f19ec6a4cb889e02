import type { LifecycleRule as ForeignRule } from '@aws-sdk/client-s3';

import type { LifecycleRule } from '../../ports/object-store.ts';

/**
 * A rule as the port has it. One that says more than the port can (tags, transitions, dates, versions) keeps its provider
 * form in `foreign`, so that writing the configuration back changes nothing in it.
 */
export function readRule(rule: ForeignRule): LifecycleRule {
  const modelled: LifecycleRule = {
    id: rule.ID ?? '',
    enabled: rule.Status === 'Enabled',
    prefix: rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? '',
    expireDays: rule.Expiration?.Days,
    abortUploadDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  };
  return saysTheSame(rule, writeRule(modelled)) ? modelled : { ...modelled, foreign: rule };
}

export function writeRule(rule: LifecycleRule): ForeignRule {
  if (rule.foreign !== undefined) return rule.foreign as ForeignRule;
  return {
    ID: rule.id,
    Status: rule.enabled ? 'Enabled' : 'Disabled',
    Filter: { Prefix: rule.prefix },
    ...(rule.expireDays === undefined ? {} : { Expiration: { Days: rule.expireDays } }),
    ...(rule.abortUploadDays === undefined
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.abortUploadDays } }),
  };
}

/** Equal but for the place of the prefix: Ceph RGW 16 moves an empty one out of its Filter. */
function saysTheSame(a: ForeignRule, b: ForeignRule): boolean {
  return canonical(a) === canonical(b);
}

function canonical({ Prefix, ...rule }: ForeignRule): string {
  const filter = rule.Filter ?? {};
  const full = { ...rule, Filter: { ...filter, Prefix: filter.Prefix ?? Prefix ?? '' } };
  return JSON.stringify(full, sortedKeys);
}

function sortedKeys(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
    return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
