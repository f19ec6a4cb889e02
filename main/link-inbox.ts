import { app } from 'electron';
import { LINK_SCHEME, parseDeepLink, type DeepLink } from '../sync-engine/contract/desktop-messages.ts';

/** The link among a process's arguments; undefined where there is none that we understand. */
export function linkIn(argv: readonly string[]): DeepLink | undefined {
  const text = argv.find((argument) => argument.startsWith(`${LINK_SCHEME}:`));
  return text === undefined ? undefined : parseDeepLink(text);
}

/** Gathers links from wherever a system hands them over, and keeps one until somebody opens it. */
export class LinkInbox {
  private waiting: DeepLink | undefined;
  private take: ((link: DeepLink) => void) | undefined;

  /** Must be made before the app is ready: macOS may hand over a link earlier than that. */
  constructor(argv: readonly string[]) {
    this.waiting = linkIn(argv);
    app.on('open-url', (event, url) => {
      event.preventDefault();
      const link = parseDeepLink(url);
      if (link !== undefined) this.put(link);
    });
  }

  put(link: DeepLink): void {
    if (this.take === undefined) this.waiting = link;
    else this.take(link);
  }

  /** From now on links go to `open`; at once the one that waited. Answers whether there was one. */
  openWith(open: (link: DeepLink) => void): boolean {
    this.take = open;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting !== undefined) open(waiting);
    return waiting !== undefined;
  }
}
