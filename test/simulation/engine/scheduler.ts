import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';

/** Something a device waits to do: one disk call, or one half of a request. */
interface Turn {
  readonly device: string;
  readonly what: string;
  readonly go: () => void;
}

/**
 * Owns every await of the simulated world: whatever a device does waits here for its turn, and turns come in the order of
 * the dice. So requests overtake each other, and anything may happen between any two steps.
 */
export class Scheduler {
  private readonly random: SeededRandom;
  private turns: Turn[] = [];

  constructor(random: SeededRandom) {
    this.random = random;
  }

  turn(device: string, what: string): Promise<void> {
    return new Promise((go) => this.turns.push({ device, what, go }));
  }

  get waiting(): number {
    return this.turns.length;
  }

  /** Lets one turn go; tells which. Undefined when nobody waits. */
  step(): string | undefined {
    if (this.turns.length === 0) return undefined;
    const [turn] = this.turns.splice(this.random.integer(this.turns.length), 1);
    turn?.go();
    return turn === undefined ? undefined : `${turn.device}: ${turn.what}`;
  }

  /** A process died: what it was about to do is never done. */
  forget(device: string): void {
    this.turns = this.turns.filter((turn) => turn.device !== device);
  }
}

/** Resolves when every promise that can settle without a turn has. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
