import { CHECKS, type CheckName } from '../../contract/check-names.ts';
import type { LifecycleRule, ObjectStore } from '../../ports/object-store.ts';
import { hasCode } from '../../core/error.ts';
import { isOurRule, readRetention } from '../bin/retention.ts';
import type { BucketContext } from '../pair.ts';
import { probe } from '../probe.ts';
import type { Finding, Step } from './step.ts';

/** What the provider honours, and how the buckets are set up. */
export function settingsChecks(context: BucketContext): readonly Step[] {
  const { store, recycle } = context;
  const lifecycle = { action: 's3:GetLifecycleConfiguration', onlyFor: 'retention' } as const;
  return [
    {
      check: CHECKS.conditions,
      bucket: store.bucket,
      needs: [CHECKS.put, CHECKS.createUpload, CHECKS.delete],
      run: () => conditions(context),
    },
    versioning(store, CHECKS.versioning, context),
    ...(store.bucket === recycle.bucket ? [] : [versioning(recycle, CHECKS.recycleVersioning, context)]),
    {
      ...lifecycle,
      check: CHECKS.retention,
      bucket: recycle.bucket,
      needs: [CHECKS.listRecycle],
      run: () => retention(context),
    },
    {
      ...lifecycle,
      check: CHECKS.rules,
      bucket: store.bucket,
      needs: [CHECKS.listFiles],
      onlyFor: 'notice-expiry',
      run: () => expiringRules(context),
    },
    writeRules(recycle, CHECKS.writeRecycleRules, context),
    ...(store.bucket === recycle.bucket ? [] : [writeRules(store, CHECKS.writeRules, context)]),
  ];
}

async function conditions(context: BucketContext): Promise<Finding> {
  const traits = await probe(context, context.signal);
  const ignored = [
    traits.putIfAbsent ? [] : ['put-if-absent' as const],
    traits.putIfMatch ? [] : ['put-if-match' as const],
    traits.completeConditions ? [] : ['complete' as const],
    traits.copySourceIfMatch ? [] : ['copy-source' as const],
    traits.deleteIfMatch ? [] : ['delete' as const],
  ].flat();
  if (ignored.length === 0) return 'all are honoured: no write of another device can be overwritten unseen';
  return { code: 'conditions-ignored', conditions: ignored };
}

function versioning(store: ObjectStore, check: CheckName, { signal }: BucketContext): Step {
  return {
    check,
    action: 's3:GetBucketVersioning',
    bucket: store.bucket,
    onlyFor: 'notice-versions',
    async run() {
      const state = await store.administration.versioning({ signal });
      return state === 'enabled' ? { code: 'versions-kept' } : `${state}; Windlass needs none`;
    },
  };
}

async function retention(context: BucketContext): Promise<Finding> {
  const { expiry, abortUploadDays, otherRules, supported } = await readRetention(context);
  if (!supported) return { code: 'no-lifecycle' };
  const others = otherRules === 0 ? '' : `; ${otherRules} rules of others are left alone`;
  const uploads = abortUploadDays === undefined ? '' : `, stale uploads end after ${abortUploadDays}`;
  return expiry === undefined
    ? `trash is kept for ever${others}; \`windlass trash retention\` sets a limit`
    : `trash is kept for ${expiry.days} days${uploads}${others}`;
}

async function expiringRules({ store, settings, signal }: BucketContext): Promise<Finding> {
  const rules = await store.administration.lifecycle({ signal });
  const deleting = rules.filter((rule) => deletesFiles(rule, settings.prefix));
  if (deleting.length === 0) return rules.length === 0 ? 'there are none' : 'none deletes files of this pair';
  return { code: 'files-expire', rules: deleting.map(({ id, expireDays }) => ({ id, days: expireDays })) };
}

function writeRules(
  { bucket, administration }: ObjectStore,
  check: CheckName,
  { signal }: BucketContext,
): Step {
  return {
    check,
    action: 's3:PutLifecycleConfiguration',
    bucket,
    onlyFor: 'retention',
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
function deletesFiles(
  rule: LifecycleRule,
  ours: string,
): rule is LifecycleRule & { readonly expireDays: number } {
  const { enabled, expireDays, prefix } = rule;
  return enabled && expireDays !== undefined && (prefix.startsWith(ours) || ours.startsWith(prefix));
}
