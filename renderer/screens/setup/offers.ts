import type { InferContractRouterOutputs } from '@orpc/contract';
import type { api } from '../../../sync-engine/contract/api/index.ts';

/** What this computer offers a new pair. */
export type Offers = InferContractRouterOutputs<typeof api>['setup']['offers'];
