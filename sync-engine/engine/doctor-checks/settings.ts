import type { LifecycleRule, ObjectStore } from '../../ports/object-store.ts';
import { hasCode } from '../../core/error.ts';
import { isOurRule, readRetention } from '../bin/retention.ts';
import type { BucketContext } from '../pair.ts';
import { probe } from '../probe.ts';
import { LIST_FILES, LIST_RECYCLE, PUT } from './objects.ts';
import type { Finding, Step } from './step.ts';

/** What the provider honours, and how the buckets are set up. */
export function settingsChecks(context: BucketContext): readonly Step[] {
  const { store, recycle } = context;
  const lifecycle = { action: 's3:GetLifecycleConfiguration', onlyFor: 'setting how long trash is kept' };
  return [
    {
      check: 'conditional requests',
      bucket: store.bucket,
      needs: [PUT, 'start a multipart upload', 'delete an object'],
      run: () => conditions(context),
    },
    ...[...new Map([store, recycle].map((one) => [one.bucket, one])).values()].map((one) =>
      versioning(one, context),
    ),
    {
      ...lifecycle,
      check: 'retention of the recycle bucket',
      bucket: recycle.bucket,
      needs: [LIST_RECYCLE],
      run: () => retention(context),
    },
    {
      ...lifecycle,
      check: 'lifecycle rules of the object bucket',
      bucket: store.bucket,
      needs: [LIST_FILES],
      onlyFor: 'noticing rules that delete files',
      run: () => expiringRules(context),
    },
    writeRules(recycle, 'set rules of the recycle bucket', context),
    ...(store.bucket === recycle.bucket
      ? []
      : [writeRules(store, 'set rules of the object bucket', context)]),
  ];
}

async function conditions(context: BucketContext): Promise<Finding> {
  const traits = await probe(context, context.signal);
  const ignored = [
    traits.putIfAbsent ? [] : ['If-None-Match on PUT'],
    traits.putIfMatch ? [] : ['If-Match on PUT'],
    traits.completeConditions ? [] : ['conditions on CompleteMultipartUpload'],
    traits.copySourceIfMatch ? [] : ['If-Match on the source of a copy'],
    traits.deleteIfMatch ? [] : ['If-Match on DELETE'],
  ].flat();
  if (ignored.length === 0) return 'all are honoured: no write of another device can be overwritten unseen';
  const gap = 'between that look and the act another device could slip in for the time of one request';
  return { warning: `not honoured: ${ignored.join(', ')}. Windlass looks before it acts instead; ${gap}` };
}

function versioning(store: ObjectStore, { signal }: BucketContext): Step {
  return {
    check: `versioning of ${store.bucket}`,
    action: 's3:GetBucketVersioning',
    bucket: store.bucket,
    onlyFor: 'this hint',
    async run() {
      const state = await store.administration.versioning({ signal });
      if (state !== 'enabled') return `${state}; Windlass needs none`;
      const cost = 'every replaced and purged version stays, and is paid for, until a rule expires it';
      return { warning: `enabled: ${cost}` };
    },
  };
}

async function retention(context: BucketContext): Promise<Finding> {
  const { days, abortUploadDays, otherRules, supported } = await readRetention(context);
  if (!supported)
    return { warning: 'the provider has no lifecycle rules: purge the trash with `windlass trash purge`' };
  const others = otherRules === 0 ? '' : `; ${otherRules} rules of others are left alone`;
  const uploads = abortUploadDays === undefined ? '' : `, stale uploads end after ${abortUploadDays}`;
  return days === undefined
    ? `trash is kept for ever${others}; \`windlass trash retention\` sets a limit`
    : `trash is kept for ${days} days${uploads}${others}`;
}

async function expiringRules({ store, settings, signal }: BucketContext): Promise<Finding> {
  const rules = await store.administration.lifecycle({ signal });
  const deleting = rules.filter((rule) => deletesFiles(rule, settings.prefix));
  if (deleting.length === 0) return rules.length === 0 ? 'there are none' : 'none deletes files of this pair';
  const named = deleting.map((rule) => `${rule.id} (after ${rule.expireDays} days)`).join(', ');
  return {
    warning: `objects of this pair are deleted by ${named}: each device will take them for deleted files`,
  };
}

function writeRules({ bucket, administration }: ObjectStore, check: string, { signal }: BucketContext): Step {
  return {
    check,
    action: 's3:PutLifecycleConfiguration',
    bucket,
    onlyFor: 'setting how long trash is kept',
    async run() {
      try {
        const rules = await administration.lifecycle({ signal });
        // What is there is written as it is. Nobody else's, though: a form of theirs that was misread would be spoilt by a mere test.
        if (!rules.every(isOurRule))
          return 'not tried: there are rules of others, which a test does not touch';
        await administration.setLifecycle(rules, { signal });
        return 'rules can be set';
      } catch (caught) {
        if (hasCode(caught, 'lifecycle-unsupported')) return 'the provider has no lifecycle rules';
        throw caught;
      }
    },
  };
}

/** Rules with a filter beyond the prefix are taken to apply. */
function deletesFiles({ enabled, expireDays, prefix }: LifecycleRule, ours: string): boolean {
  return enabled && expireDays !== undefined && (prefix.startsWith(ours) || ours.startsWith(prefix));
}
