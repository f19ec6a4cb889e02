import type { ClientContext, ClientLink } from '@orpc/client';

/** A way to the engine that was opened, and the news that it closed. */
export interface Channel {
  readonly link: ClientLink<ClientContext>;
  readonly closed: Promise<void>;
}

/** The one way this page talks to the engine, chosen once: Electron's bridge where there is one, else a WebSocket. */
export type OpenChannel = () => Promise<Channel>;

/** The engine is there, and does not let this page in any more. */
export class ShutOut extends Error {
  override readonly name = 'ShutOut';
}
