import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { createContext, use, useSyncExternalStore } from 'react';
import type { ApiClient, AppState, PairState } from '../../sync-engine/contract/api/index.ts';
import type { LiveState, LiveStore } from './live-store.ts';
import type { Session } from './session.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('no session round this component');
  return session;
}

/** Calls to the engine. */
export function useClient(): ApiClient {
  return useSession().client;
}

/** Query and mutation options for TanStack Query, one for each procedure of the contract. */
export function useApi() {
  const { client } = useSession();
  return createTanstackQueryUtils(client);
}

/** The live state as it is told, for what follows it by itself. */
export function useLiveStore(): LiveStore {
  return useSession().live;
}

/**
 * A part of the live state; the component is drawn anew only when that part changes. `select` gives what is there, and makes nothing
 * new: every call on one state has the same answer.
 */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { live } = useSession();
  return useSyncExternalStore(live.subscribe, () => select(live.get()));
}

/** Why nothing can be asked of the engine now: it does not answer, or not this page any more. Undefined while it is heard. */
export function useAway(): 'gone' | 'shutOut' | undefined {
  return useLive(({ connected, shutOut }) => {
    if (connected) return undefined;
    return shutOut ? 'shutOut' : 'gone';
  });
}

/** The engine's state; only below `<App>`'s own wait for it. */
export function useAppState(): AppState {
  const app = useLive((state) => state.app);
  if (app === undefined) throw new Error('the state is not known yet');
  return app;
}

/** One pair's state; undefined when there is none of this id. */
export function usePair(id: string | undefined): PairState | undefined {
  return useLive(({ app }) => app?.pairs.find((pair) => pair.id === id));
}
