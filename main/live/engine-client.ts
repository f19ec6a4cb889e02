import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { ActivityRow, ApiClient, AppState, LiveEvent } from '../../sync-engine/contract/api/index.ts';
import { applyLive } from '../../sync-engine/contract/apply-live.ts';

/** What the tray, the menus and the notifications know of the engine. */
export interface EngineView {
  readonly client: ApiClient;
  /** Ends the connection. */
  readonly close: () => void;
}

export interface EngineNews {
  onState(state: AppState): void;
  /** What happened, newest first; told before the state that it led to. */
  onActivity(rows: readonly ActivityRow[]): void;
}

/**
 * Talks to the engine as the page does, through the contract, and follows its state until the connection ends. `connect`
 * hands the other end of a channel to the engine.
 */
export function viewEngine(connect: (port: MessagePortMain) => void, news: EngineNews): EngineView {
  const { port1: near, port2: far } = new MessageChannelMain();
  const client: ApiClient = createORPCClient(new RPCLink({ port: near }));
  const ending = new AbortController();
  near.start();
  connect(far);
  void follow(client, news, ending.signal);
  return {
    client,
    close() {
      ending.abort();
      near.close();
    },
  };
}

/**
 * Ends with the connection, whichever side ends it: the engine's process is watched elsewhere, and a new one gets a view of its
 * own.
 */
async function follow(client: ApiClient, news: EngineNews, signal: AbortSignal): Promise<void> {
  let state: AppState | undefined;
  const next = await openStream(client, signal);
  for (let event = await next(); event !== undefined; event = await next()) {
    if (event.type === 'activity') news.onActivity(event.rows);
    const after = applyLive(state, event);
    if (after !== undefined && after !== state) news.onState(after);
    state = after;
  }
}

/** Gives one event after the other; undefined once the connection has ended. */
async function openStream(
  client: ApiClient,
  signal: AbortSignal,
): Promise<() => Promise<LiveEvent | undefined>> {
  const ended = (): undefined => undefined;
  const events = await client.live({}, { signal }).catch(ended);
  if (events === undefined) return async () => undefined;
  return async () => {
    const step = await events.next().catch(ended);
    return step === undefined || step.done === true ? undefined : step.value;
  };
}
