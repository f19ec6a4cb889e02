import { conflictsRouter } from './areas/conflicts.ts';
import { planHandlers } from './areas/pairs-checks.ts';
import { pairsRouter } from './areas/pairs.ts';
import { settingsRouter } from './areas/settings.ts';
import { setupRouter } from './areas/setup/setup-router.ts';
import { stateRouter } from './areas/state.ts';
import { trackingRouter } from './areas/tracking.ts';
import { trashRouter } from './areas/trash/trash-router.ts';
import type { ServiceContext } from './context.ts';

export type ServiceRouter = ReturnType<typeof createRouter>;

/** Every procedure of the contract, ready to be served. */
export function createRouter(context: ServiceContext) {
  return {
    ...stateRouter(context),
    setup: setupRouter(context),
    pairs: { ...pairsRouter(context), ...planHandlers(context) },
    settings: settingsRouter(context),
    conflicts: conflictsRouter(context),
    tracking: trackingRouter(context),
    trash: trashRouter(context),
  };
}
