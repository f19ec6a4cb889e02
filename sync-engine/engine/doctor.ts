import { CHECKS, type CheckName } from '../contract/check-names.ts';
import { checkNoteText } from '../contract/check-notes.ts';
import { CHECK_PURPOSES } from '../contract/check-purposes.ts';
import { describeError } from '../contract/events.ts';
import { SyncFailure } from '../core/error.ts';
import type { SyncError } from '../core/error.ts';
import { accountChecks } from './doctor-checks/account.ts';
import { folderChecks } from './doctor-checks/folder.ts';
import { headroomChecks } from './doctor-checks/headroom.ts';
import { objectChecks } from './doctor-checks/objects.ts';
import { settingsChecks } from './doctor-checks/settings.ts';
import type { Step } from './doctor-checks/step.ts';
import type { DoctorCheck } from './engine.ts';
import type { BucketContext, PairContext } from './pair.ts';

/**
 * Tries everything the pair needs, one row each. What it makes lies below `.windlass/probe/` (and in `.windlass/tmp/`) and is
 * taken away again, also when a step fails or the caller stops listening. Rejects only for bugs and when cancelled.
 */
export async function* runDoctor(context: PairContext): AsyncGenerator<DoctorCheck> {
  const remote = remoteChecks(context);
  const room = headroomChecks(context).map(afterSignIn);
  yield* rowsOf([...folderChecks(context), ...remote.steps, ...room], remote.cleanUp);
}

/** Tries what a pair needs of its two buckets, before there is a pair; as `runDoctor`. */
export async function* runBucketChecks(context: BucketContext): AsyncGenerator<DoctorCheck> {
  const { steps, cleanUp } = remoteChecks(context);
  yield* rowsOf(steps, cleanUp);
}

interface Checks {
  readonly steps: readonly Step[];
  readonly cleanUp: () => Promise<void>;
}

function remoteChecks(context: BucketContext): Checks {
  const objects = objectChecks(context);
  const steps = [...accountChecks(context), ...objects.steps, ...settingsChecks(context)];
  return { steps: steps.map(afterSignIn), cleanUp: objects.cleanUp };
}

async function* rowsOf(steps: readonly Step[], cleanUp: () => Promise<void>): AsyncGenerator<DoctorCheck> {
  const passed = new Set<CheckName>();
  try {
    for (const step of steps) {
      const row = await rowOf(step, passed);
      if (row.result === 'ok' || row.result === 'warning') passed.add(step.check);
      yield row;
    }
  } finally {
    await cleanUp();
  }
}

/** Nothing else is worth asking of a provider that does not accept the keys. */
function afterSignIn(step: Step): Step {
  return step.check === CHECKS.signIn ? step : { ...step, needs: [CHECKS.signIn, ...(step.needs ?? [])] };
}

async function rowOf(step: Step, passed: ReadonlySet<CheckName>): Promise<DoctorCheck> {
  const { check, action, bucket, needs = [] } = step;
  const facts = {
    check,
    ...(action === undefined ? {} : { action }),
    ...(bucket === undefined ? {} : { bucket }),
  };
  const missing = needs.find((need) => !passed.has(need));
  if (missing !== undefined) return { ...facts, result: 'skipped', detail: `it needs "${missing}"` };
  try {
    const found = await step.run();
    return typeof found === 'string'
      ? { ...facts, result: 'ok', detail: found }
      : { ...facts, result: 'warning', detail: checkNoteText(found), note: found };
  } catch (caught) {
    if (!(caught instanceof SyncFailure) || caught.error.code === 'aborted') throw caught;
    return { ...facts, ...failedRow(step, caught.error) };
  }
}

/** A refusal names the action and the bucket that were really refused, which may be others than the step's own. */
function failedRow({ onlyFor }: Step, error: SyncError): Omit<DoctorCheck, 'check'> {
  const described = describeError(error);
  const { message, remedy } = described;
  // What to do about a missing permission is to grant it; the row names it.
  const said = error.code === 'access-denied' ? message : `${message} ${remedy}`;
  return {
    result: onlyFor === undefined ? 'failed' : 'warning',
    code: error.code,
    error: described,
    detail: onlyFor === undefined ? said : `${said} Only ${CHECK_PURPOSES[onlyFor]} needs it.`,
    ...(onlyFor === undefined ? {} : { onlyFor }),
    ...(error.action === undefined ? {} : { action: error.action }),
    ...(error.bucket === undefined ? {} : { bucket: error.bucket }),
  };
}
