import type { HostParts } from '../index.ts';

type Ask = NonNullable<HostParts['passphrase']>;

/** The passphrase of the file with the keys: as a page gave it, or as the host asks for it, whichever comes first. */
export class Passphrase {
  private given: string | undefined;
  private readonly coming = Promise.withResolvers<string>();
  private readonly ask: Ask | undefined;

  constructor(ask: Ask | undefined) {
    this.ask = ask;
  }

  /** Resolves undefined when nobody answers. */
  readonly get: Ask = async (purpose) => {
    if (this.given !== undefined) return this.given;
    const asked = this.ask?.(purpose);
    return asked === undefined ? undefined : await Promise.race([asked, this.coming.promise]);
  };

  /** Holds from now on; whoever waits for the host to ask goes on with it. */
  use(given: string): void {
    this.given = given;
    this.coming.resolve(given);
  }
}
