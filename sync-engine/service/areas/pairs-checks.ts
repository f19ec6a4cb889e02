import type { ServiceContext } from '../context.ts';
import { os } from '../os.ts';
import { planEvents } from '../plan/plan-events.ts';
import { NEVER } from '../never.ts';

/** Looks at a pair that change nothing. */
export function planHandlers(context: ServiceContext) {
  return {
    plan: os.pairs.plan.handler(async function* ({ input, signal = NEVER }) {
      const running = context.pair(input.pair);
      const engine = running.engine();
      yield* planEvents({
        account: running.config.account,
        signal,
        look: (options) => engine.sync({ ...options, dryRun: true }),
      });
    }),

    check: os.pairs.check.handler(async function* ({ input, signal = NEVER }) {
      yield* context.pair(input.pair).engine().doctor({ signal });
    }),
  };
}
