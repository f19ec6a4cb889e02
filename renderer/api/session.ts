import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ApiClient, LiveEvent } from '../../sync-engine/contract/api/index.ts';
import { ShutOut, type Channel, type OpenChannel } from './channel.ts';
import { LiveStore } from './live-store.ts';

/** What every screen works with: calls that wait for the engine, and the live state. */
export interface Session {
  readonly client: ApiClient;
  readonly live: LiveStore;
}

/** Between two tries to reach the engine (milliseconds): soon at first, then up to a few seconds. */
const FIRST_TRY_MS = 250;
const LAST_TRY_MS = 5_000;

/** Keeps a channel open and the live state fed. After a break it asks for what came since; calls made meanwhile wait. */
export function startSession(open: OpenChannel): Session {
  const live = new LiveStore();
  let current = Promise.withResolvers<Channel>();
  const client: ApiClient = createORPCClient(new DynamicLink(async () => (await current.promise).link));

  const follow = async (): Promise<void> => {
    let waitMs = FIRST_TRY_MS;
    for (;;) {
      let shutOut = false;
      try {
        const channel = await open();
        waitMs = FIRST_TRY_MS;
        current.resolve(channel);
        try {
          const events = await client.live(live.seq === undefined ? {} : { since: live.seq });
          live.setBack();
          await Promise.race([channel.closed, take(events, live)]);
        } finally {
          // Not for a channel that did not open: calls wait for this promise already.
          current = Promise.withResolvers<Channel>();
        }
      } catch (caught) {
        // Not there (yet): tried again below.
        shutOut = caught instanceof ShutOut;
      }
      live.setAway(shutOut);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      waitMs = Math.min(LAST_TRY_MS, waitMs * 2);
    }
  };
  void follow();
  return { client, live };
}

async function take(events: AsyncIterable<LiveEvent>, live: LiveStore): Promise<void> {
  for await (const event of events) live.apply(event);
}
