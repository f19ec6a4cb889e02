import { fail, hasCode } from '../../core/error.ts';
import type { LifecycleRule, ObjectStore } from '../../ports/object-store.ts';
import type { BucketContext } from '../pair.ts';
import type { Expiry, Retention } from '../recycle-bin.ts';

/** Our rules, by id. Where several pairs share a bucket, each has its own, told apart by prefix and numbered from 2. */
export const RETENTION_RULE = 'windlass-retention';
export const ABORT_RULE = 'windlass-abort-uploads';
/** A multipart upload this old (days) belongs to nobody: a running one is resumed within hours. */
export const ABORT_AFTER_DAYS = 7;

const UNSUPPORTED: Retention = {
  days: undefined,
  expiry: undefined,
  abortUploadDays: undefined,
  otherRules: 0,
  supported: false,
};

/** What the lifecycle rules of the two buckets say. */
export async function readRetention(context: BucketContext): Promise<Retention> {
  return await whereSupported(() => read(context));
}

/**
 * Sets the days after which trash entries expire, and with them the end of stale uploads; undefined takes the expiry away.
 * A lifecycle PUT replaces the whole configuration, so it is read, our rules in it changed, and written back.
 *
 * RACE: a rule that somebody else writes between our read and our write is lost; S3 has no condition on these calls.
 */
export async function writeRetention(context: BucketContext, days: number | undefined): Promise<Retention> {
  if (days !== undefined && (!Number.isInteger(days) || days < 1)) {
    throw fail('usage', `${days} is no number of days: give a whole number from 1 on`);
  }
  const { recycle, store, settings, signal } = context;
  return await whereSupported(async () => {
    await writeTrashRule(recycle, { prefix: settings.recyclePrefix, days, signal });
    if (days !== undefined) await change(store, signal, (rules) => withAbort(rules, settings.prefix));
    return await read(context);
  });
}

export interface TrashRule {
  readonly prefix: string;
  /** Days after which trash entries expire; undefined takes the rule away. */
  readonly days: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The rule of a recycle bucket alone, merged with what is there; as `writeRetention`. Rejects `lifecycle-unsupported`. */
export async function writeTrashRule(
  recycle: ObjectStore,
  { prefix, days, signal }: TrashRule,
): Promise<void> {
  await change(recycle, signal, (rules) => {
    const kept = rules.filter((rule) => !isOurs(rule, RETENTION_RULE, prefix));
    if (days === undefined) return kept;
    const expire = { ...newRule(kept, RETENTION_RULE, prefix), expireDays: days };
    return withAbort([...kept, expire], prefix);
  });
}

/** The days of our rule in a recycle bucket's rules; undefined without one. */
export function trashDaysIn(rules: readonly LifecycleRule[], prefix: string): number | undefined {
  const rule = rules.find((found) => isOurs(found, RETENTION_RULE, prefix));
  return rule?.enabled === true ? rule.expireDays : undefined;
}

/**
 * The soonest end that a bucket's rules put to what lies below `prefix`, whoever made them; undefined where none does. Rules with a
 * filter beyond the prefix are taken to apply.
 */
export function expiryOf(rules: readonly LifecycleRule[], prefix: string): Expiry | undefined {
  const ends = rules.flatMap(({ id, enabled, expireDays, prefix: covered }) =>
    enabled && expireDays !== undefined && prefix.startsWith(covered)
      ? { days: expireDays, rule: id, ours: NAMED_AS_OURS.test(id) }
      : [],
  );
  return ends.toSorted((a, b) => a.days - b.days)[0];
}

async function read({ store, recycle, settings, signal }: BucketContext): Promise<Retention> {
  const trash = await recycle.administration.lifecycle({ signal });
  const files = store.bucket === recycle.bucket ? trash : await store.administration.lifecycle({ signal });
  const abort = files.find((rule) => isOurs(rule, ABORT_RULE, settings.prefix));
  const all = files === trash ? trash : [...trash, ...files];
  return {
    days: trashDaysIn(trash, settings.recyclePrefix),
    expiry: expiryOf(trash, settings.recyclePrefix),
    abortUploadDays: abort?.enabled === true ? abort.abortUploadDays : undefined,
    otherRules: all.filter((rule) => !isOurRule(rule)).length,
    supported: true,
  };
}

async function change(
  { administration }: ObjectStore,
  signal: AbortSignal | undefined,
  edit: (rules: readonly LifecycleRule[]) => readonly LifecycleRule[],
): Promise<void> {
  const before = await administration.lifecycle({ signal });
  const after = edit(before);
  if (JSON.stringify(after) !== JSON.stringify(before)) await administration.setLifecycle(after, { signal });
}

function withAbort(rules: readonly LifecycleRule[], prefix: string): readonly LifecycleRule[] {
  if (rules.some((rule) => isOurs(rule, ABORT_RULE, prefix))) return rules;
  return [...rules, { ...newRule(rules, ABORT_RULE, prefix), abortUploadDays: ABORT_AFTER_DAYS }];
}

const NAMED_AS_OURS = new RegExp(`^(?:${RETENTION_RULE}|${ABORT_RULE})(?:-\\d+)?$`);

/** Whichever pair's it is. */
export function isOurRule({ id }: LifecycleRule): boolean {
  return NAMED_AS_OURS.test(id);
}

function isOurs(rule: LifecycleRule, name: string, prefix: string): boolean {
  return rule.id.startsWith(name) && isOurRule(rule) && rule.prefix === prefix;
}

function newRule(rules: readonly LifecycleRule[], name: string, prefix: string): LifecycleRule {
  const taken = new Set(rules.map((rule) => rule.id));
  let id = name;
  for (let number = 2; taken.has(id); number++) id = `${name}-${number}`;
  return { id, enabled: true, prefix };
}

async function whereSupported(work: () => Promise<Retention>): Promise<Retention> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'lifecycle-unsupported')) return UNSUPPORTED;
    throw error;
  }
}
