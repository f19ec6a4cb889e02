import type { Decision } from '../core/decision.ts';
import { entanglement, isPlain } from '../core/plain.ts';
import type { PlainDecision } from '../core/plain.ts';
import { phaseOf } from '../core/plan.ts';
import type { DecisionSpool } from '../ports/decision-spool.ts';
import { bytesToMove } from './bytes-to-move.ts';
import type { Findings } from './observe.ts';

/** Decisions read from the spool at a time. */
const PAGE = 500;

export interface FoundOptions {
  readonly newSpool: () => DecisionSpool;
  /** Paths that wait for their next try: kept in memory whatever is decided, so that a plan can leave them out. */
  readonly waiting: ReadonlySet<string>;
}

/**
 * The decisions of one cycle, each id's in one of two places: those that the plan has to weigh together are kept in memory; plain ones,
 * of which a first sync has one for every file, wait in a spool (ADR 10).
 */
export class Found implements Findings {
  private readonly options: FoundOptions;
  private inMemory = new Set<Decision>();
  private spool: DecisionSpool | undefined;
  private toInspect = 0;
  private plainFiles = 0;
  private plainBytes = 0;

  constructor(options: FoundOptions) {
    this.options = options;
  }

  add(decisions: readonly Decision[]): void {
    const plain: PlainDecision[] = [];
    for (const made of decisions) {
      if (made.code === 'inspect') this.toInspect++;
      if (!isPlain(made) || this.waits(made.id)) {
        this.inMemory.add(made);
        continue;
      }
      plain.push(made);
      this.count(made, 1);
    }
    if (plain.length === 0) return;
    this.spool ??= this.options.newSpool();
    this.spool.put(plain);
  }

  clear(): void {
    this.close();
    this.inMemory = new Set();
    this.toInspect = this.plainFiles = this.plainBytes = 0;
  }

  /** Has one decision take the place of another of the same id. */
  replace(before: Decision, after: Decision): void {
    if (before.code === 'inspect') this.toInspect--;
    if (!this.inMemory.delete(before)) this.unspool(before);
    this.add([after]);
  }

  /** What is to be weighed together, in the order it was found. */
  get kept(): readonly Decision[] {
    return [...this.inMemory];
  }

  /** True for what is to be left alone for now. */
  waits(id: string): boolean {
    return this.options.waiting.has(id);
  }

  /** Says what became of what was kept. */
  keepOnly(decisions: readonly Decision[]): void {
    this.inMemory = new Set(decisions);
  }

  /** Takes out of the spool what is entangled with the deletions among what is kept. */
  disentangle(): void {
    const isEntangled = this.spool === undefined ? undefined : entanglement(this.kept);
    if (isEntangled === undefined) return;
    for (const made of this.plain()) {
      if (!isEntangled(made)) continue;
      this.unspool(made);
      this.inMemory.add(made);
    }
  }

  /** Every decision that is to be inspected, and does not wait; each may be replaced while this goes on. */
  *open(): Generator<Decision, void, undefined> {
    if (this.toInspect === 0) return;
    for (const made of this.kept) if (made.code === 'inspect' && !this.waits(made.id)) yield made;
    for (const made of this.plain()) if (made.code === 'inspect') yield made;
  }

  /** What waits in the spool, in byte order of id; each may be replaced while this goes on. */
  *plain(): Generator<PlainDecision, void, undefined> {
    let after: string | undefined;
    for (;;) {
      const page = this.spool?.page(after, PAGE) ?? [];
      if (page.length === 0) return;
      yield* page;
      after = page.at(-1)?.id;
    }
  }

  /** What there is to do for what waits in the spool: files, and bytes to move. */
  get plainWork(): { readonly files: number; readonly bytes: number } {
    return { files: this.plainFiles, bytes: this.plainBytes };
  }

  /** Tells of an id whether it was found not to be in step; for ids of what is kept now, and of what waits. */
  ids(): (id: string) => boolean {
    const kept = new Set<string>();
    for (const made of this.inMemory) kept.add(made.id);
    return (id) => kept.has(id) || this.spool?.has(id) === true;
  }

  close(): void {
    this.spool?.close();
    this.spool = undefined;
  }

  private unspool(made: Decision): void {
    this.count(made, -1);
    this.spool?.drop(made.id);
  }

  private count(made: Decision, sign: 1 | -1): void {
    if (phaseOf(made.code) !== 'transfers') return;
    this.plainFiles += sign;
    this.plainBytes += sign * bytesToMove(made);
  }
}
