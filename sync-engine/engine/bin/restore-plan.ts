import type { AsOfVersion } from '../../core/point-in-time.ts';
import type { RestoreStep } from '../../core/restore-preview.ts';
import { assertNever } from '../../core/assert-never.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { LocalTree } from '../../ports/local-tree.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreReport, RestoreRequest, RestoreRow, RestoreWatch } from '../recycle-bin.ts';
import { areasOf } from './areas.ts';
import { planElsewhere, restoreElsewhere } from './restore-elsewhere.ts';
import type { PlacementStep } from './restore-elsewhere.ts';
import { planInFolder, restoreInFolder } from './restore-in-folder.ts';
import type { FolderPlan } from './restore-in-folder.ts';
import { planInPlace, restoreInPlace } from './restore-in-place.ts';
import { select } from './selection.ts';
import type { Selection } from './selection.ts';

/** What a restore will do, and where: in the object bucket, in the pair's own folder (upload-only), or in another folder. */
export type RestorePlan =
  | { readonly place: 'bucket'; readonly steps: readonly RestoreStep[]; readonly left: Left }
  | ({ readonly place: 'folder'; readonly left: Left } & FolderPlan)
  | { readonly place: 'elsewhere'; readonly steps: readonly PlacementStep[]; readonly to: LocalTree };

/** As in `Selection`. */
type Left = Selection['left'];

export async function planOf(context: PairContext, request: RestoreRequest): Promise<RestorePlan> {
  const selection = await select(context, request);
  const { to } = request;
  return to === undefined
    ? await planBack(context, selection, request.paths)
    : { place: 'elsewhere', steps: await planElsewhere(context, selection.wanted, to), to };
}

/** To the original place: the bucket, from where it comes to every device; or the folder, where that alone is the truth. */
export async function planBack(
  context: PairContext,
  selection: Selection,
  paths: readonly string[],
): Promise<Exclude<RestorePlan, { place: 'elsewhere' }>> {
  const { left } = selection;
  return context.settings.mode === 'upload-only'
    ? { place: 'folder', left, ...(await planInFolder(context, selection, areasOf(paths))) }
    : { place: 'bucket', left, steps: await planInPlace(context, selection) };
}

export async function carryOut(
  context: PairContext,
  plan: RestorePlan,
  watch: RestoreWatch,
): Promise<RestoreReport> {
  switch (plan.place) {
    case 'bucket':
      return await restoreInPlace(context, plan.steps, watch);
    case 'folder':
      return await restoreInFolder(context, plan, watch);
    case 'elsewhere':
      return await restoreElsewhere(context, plan, watch);
    default:
      return assertNever(plan);
  }
}

/** The versions that will be brought to their paths: not those that are there already, nor those that cannot be. */
export function versionsComing(plan: RestorePlan): readonly AsOfVersion[] {
  return plan.steps.flatMap((step) =>
    step.action === 'create' || step.action === 'overwrite' ? step.version : [],
  );
}

export function rowsOfPlan(plan: RestorePlan): readonly RestoreRow[] {
  if (plan.place === 'elsewhere') return plan.steps.flatMap(placementRow);
  const left = plan.left.map((current) => rowOfCurrent('leave', current));
  return [...changesOf(plan), ...left].sort((a, b) => compareUtf8(a.path, b.path));
}

function changesOf(plan: Exclude<RestorePlan, { place: 'elsewhere' }>): readonly RestoreRow[] {
  if (plan.place === 'bucket') return plan.steps.map(rowOf);
  const removed = [...plan.inTheWay, ...plan.others].map(({ current }) => rowOfCurrent('remove', current));
  return [...plan.steps.flatMap(placementRow), ...removed];
}

function rowOf(step: RestoreStep): RestoreRow {
  const { path, action } = step;
  return step.action === 'remove'
    ? rowOfCurrent(step.action, step.current)
    : { path, action, size: step.version.size, bornAtMs: step.version.bornMs };
}

function rowOfCurrent(
  action: 'remove' | 'leave',
  { path, size, modifiedMs }: Selection['current'][number],
): RestoreRow {
  return { path, action, size, bornAtMs: modifiedMs };
}

/** What cannot be stored there is no row: it will not happen, and the report of the restore says why. */
function placementRow({ path, action, version }: PlacementStep): readonly RestoreRow[] {
  return action === 'blocked' ? [] : [{ path, action, size: version.size, bornAtMs: version.bornMs }];
}
