import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Draft, DraftAction } from './draft.ts';
import { mayShow, STEPS, stepsBehind, type Step } from './steps.ts';

/**
 * Gives every step an address of its own, so that the browser's Back and Forward (Alt+Left, a mouse's side buttons) go through the
 * wizard as its own buttons do. An entry of the browser's history knows the names of the steps behind it, and nothing else: what was
 * typed stays in the draft. Where Forward or a typed address leads to a step that has to be gone on to anew, it leads back.
 */
export function useStepHistory(draft: Draft, dispatch: (action: DraftAction) => void): void {
  const [location, navigate] = useLocation();
  const latest = useRef(draft);
  useLayoutEffect(() => void (latest.current = draft), [draft]);
  const shown = useRef(draft.step);
  const begun = useRef(false);
  /** The address that is being left for an earlier or a later entry: browsers take a moment for it. */
  const leaving = useRef<string>(undefined);
  /** Steps that addresses asked for and that are still to come up: of several Backs in a row, the next may be there first. */
  const asked = useRef<readonly Step[]>([]);
  const { step } = draft;
  useEffect(() => {
    const address = stepAt(location);
    if (address === undefined || leaving.current === location) return;
    const trail = keptTrail();
    const movedByItself = shown.current !== step && !asked.current.includes(step);
    const byWizard = movedByItself || leaving.current !== undefined;
    if (asked.current.at(-1) === step) asked.current = [];
    // A link opens the wizard where it was left.
    const byLink = !begun.current && trail === undefined;
    [begun.current, shown.current, leaving.current] = [true, step, undefined];
    if (address === step && trail !== undefined) return;
    if (address !== step && !byWizard && !byLink && mayShow(latest.current, address)) {
      asked.current = [...asked.current, address];
      dispatch({ type: 'go', step: address });
      return;
    }
    if (trail?.includes(step) === true) {
      leaving.current = location;
      window.history.go(trail.lastIndexOf(step) - (trail.length - 1));
      return;
    }
    // Steps that were gone past (a connection string names the buckets) are behind this one too.
    const steps = [...stepsBehind(latest.current), step];
    for (const [at, passed] of steps.entries()) {
      if (trail?.includes(passed) === true) continue;
      const replace = trail === undefined && at === 0;
      navigate(addressOf(passed), { replace, state: { setupTrail: steps.slice(0, at + 1) } });
    }
  }, [location, step, navigate, dispatch]);
}

function addressOf(step: Step): string {
  return step === 'provider' ? '/setup' : `/setup/${step}`;
}

/** Undefined for an address of another screen, while that one comes up. */
function stepAt(location: string): Step | undefined {
  if (location !== '/setup' && !location.startsWith('/setup/')) return undefined;
  return STEPS.find((step) => addressOf(step) === location) ?? 'provider';
}

/** The steps up to this entry of the browser's history, as they were gone; undefined where the wizard did not make it. */
function keptTrail(): readonly Step[] | undefined {
  const { setupTrail } = (window.history.state ?? {}) as { setupTrail?: readonly Step[] };
  return setupTrail;
}
