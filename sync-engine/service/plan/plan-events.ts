import type { PlanEvent } from '../../contract/api/index.ts';
import type { AccountConfig } from '../../contract/config.ts';
import { pricesOf } from '../../contract/prices.ts';
import type { CyclePhase, SyncOptions, SyncReport } from '../../index.ts';
import { PlanTally } from './plan-summary.ts';

type LookOptions = Pick<SyncOptions, 'signal' | 'onEvent' | 'onPlanned'>;

export interface Look {
  readonly account: AccountConfig;
  readonly signal: AbortSignal;
  /** A dry run. */
  readonly look: (options: LookOptions) => Promise<SyncReport>;
}

/** Looks at both sides and tells how far it is, the plan last. When nobody listens any more, the look is cancelled. */
export async function* planEvents({ account, signal, look }: Look): AsyncGenerator<PlanEvent> {
  const left = new AbortController();
  const tally = new PlanTally();
  const phases: CyclePhase[] = [];
  let heard = Promise.withResolvers<void>();
  const looking = look({
    signal: AbortSignal.any([signal, left.signal]),
    onEvent(event) {
      if (event.type !== 'phase' || event.phase === 'resting') return;
      phases.push(event.phase);
      heard.resolve();
    },
    onPlanned: (step) => tally.add(step),
  });
  let ended = false;
  const end = looking.then(
    () => void (ended = true),
    () => void (ended = true),
  );
  try {
    for (;;) {
      await Promise.race([heard.promise, end]);
      heard = Promise.withResolvers();
      for (const phase of phases.splice(0)) yield { type: 'looking', phase };
      if (ended) break;
    }
    yield { type: 'plan', plan: tally.summary(await looking, pricesOf(account)) };
  } finally {
    left.abort();
    await end;
  }
}
