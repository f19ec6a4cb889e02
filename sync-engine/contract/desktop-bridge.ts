import type { DeepLink, EngineNote, PairFile } from './desktop-messages.ts';

export type { DeepLink, EngineNote, PairFile };

/** `data` of the window's `message` event that carries the port to the engine (`ports[0]`). */
export const PORT_MESSAGE = 'windlass:port';

/** `window.windlass` in the desktop's window; absent in a browser. Listeners answer with the way to end them. */
export interface DesktopBridge {
  /**
   * Asks for a port to the engine. It comes as a `message` event of the window with `data` `PORT_MESSAGE`, as soon as the
   * engine runs, and closes when the engine's process ends: then ask again.
   */
  connect(): void;
  /** Tells how the engine's process is: at once, and at every change. */
  onEngine(listener: (note: EngineNote) => void): () => void;
  /** Hears of links from outside: at once of one that came before, then of every one. */
  onDeepLink(listener: (link: DeepLink) => void): () => void;
  /** Lets the system take over a drag that began in the page; call it in `dragstart`, after `preventDefault`. */
  startDrag(file: PairFile): void;
  /** The system's own dialogue for a folder; undefined when it was closed without one. */
  pickFolder(): Promise<string | undefined>;
}
