import { randomUUID } from 'node:crypto';
import { fail } from '../../../index.ts';

/** A few things that a page names by an id later; the oldest go when there are too many. */
export class Kept<T> {
  private readonly most: number;
  private readonly what: string;
  private readonly things = new Map<string, T>();

  /** `what`: their name in the refusal of an id that is not known, or not any more. */
  constructor(most: number, what: string) {
    this.most = most;
    this.what = what;
  }

  add(thing: T): string {
    const id = randomUUID();
    this.things.set(id, thing);
    const [oldest] = this.things.keys();
    if (this.things.size > this.most && oldest !== undefined) this.things.delete(oldest);
    return id;
  }

  /** Throws `not-found`. */
  get(id: string): T {
    const thing = this.things.get(id);
    if (thing === undefined) throw fail('not-found', `there is no such ${this.what}, or not any more`);
    return thing;
  }

  /** As `get`, for the last time: of two that take it, one does. */
  take(id: string): T {
    const thing = this.get(id);
    this.things.delete(id);
    return thing;
  }
}
