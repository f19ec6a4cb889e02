import * as fc from 'fast-check';
import type { AsOfVersion, CurrentVersion, MoveRecord } from '../../sync-engine/core/point-in-time.ts';
import type { TrashEntry } from '../../sync-engine/core/trash-key.ts';

/** What happens next to a bucket. Paths, and which trash entry, are picked by number among those there are. */
export type Happening =
  | {
      readonly kind: 'put' | 'delete';
      readonly path: string;
      readonly waitMs: number;
      readonly leadMs: number;
    }
  | {
      readonly kind: 'move';
      readonly path: string;
      readonly to: string;
      readonly waitMs: number;
      readonly leadMs: number;
    }
  | { readonly kind: 'restore'; readonly pick: number; readonly waitMs: number; readonly leadMs: number };

/** How the provider speaks. */
export interface ProviderHabits {
  /** LastModified in whole seconds. */
  readonly wholeSeconds: boolean;
  /** A copy has another ETag than its source. */
  readonly randomEtags: boolean;
}

interface Held {
  readonly content: number;
  readonly version: CurrentVersion;
}

const SIZES = [7, 7, 7, 9, 0];

/** A bucket with its recycle bucket, which remembers what it really held at every moment, by content number. */
export class History {
  readonly trash: TrashEntry[] = [];
  readonly moves: MoveRecord[] = [];
  /** The tree from that moment on. */
  readonly truth: { readonly fromMs: number; readonly tree: ReadonlyMap<string, number> }[] = [];
  readonly #habits: ProviderHabits;
  readonly #held = new Map<string, Held>();
  readonly #contentOfKey = new Map<string, number>();
  #nowMs = 1_000_000;
  #contents = 0;
  #etags = 0;

  constructor(habits: ProviderHabits, happenings: readonly Happening[]) {
    this.#habits = habits;
    this.#remember();
    for (const happening of happenings) this.#happen(happening);
  }

  get current(): readonly CurrentVersion[] {
    return [...this.#held.values()].map(({ version }) => version);
  }

  treeAt(atMs: number): ReadonlyMap<string, number> {
    return this.truth.findLast(({ fromMs }) => fromMs <= atMs)?.tree ?? new Map();
  }

  contentAt({ source }: AsOfVersion): number | undefined {
    return source.kind === 'trash'
      ? this.#contentOfKey.get(source.key)
      : this.#held.get(source.path)?.content;
  }

  #happen(happening: Happening): void {
    this.#nowMs += happening.waitMs;
    switch (happening.kind) {
      case 'put':
        return this.#write(happening.path, this.#contents++, happening.leadMs);
      case 'delete':
        return this.#delete(happening.path);
      case 'move':
        return this.#move(happening.path, happening.to, happening.leadMs);
      case 'restore': {
        const entry = this.trash[happening.pick % Math.max(1, this.trash.length)];
        const content = entry && this.#contentOfKey.get(entry.key);
        if (content !== undefined) this.#write(entry!.path, content, happening.leadMs);
      }
    }
  }

  /** The old version is archived first, and stays until the new one is complete. */
  #write(path: string, content: number, leadMs: number): void {
    if (this.#held.has(path)) this.#archive(path, 'o');
    this.#nowMs += leadMs;
    const etag = this.#habits.randomEtags ? `r${this.#etags++}` : `c${content}`;
    const modifiedMs = this.#habits.wholeSeconds ? Math.floor(this.#nowMs / 1000) * 1000 : this.#nowMs;
    this.#held.set(path, {
      content,
      version: { path, size: SIZES[content % SIZES.length]!, etag, modifiedMs },
    });
    this.#remember();
  }

  #delete(path: string): void {
    if (!this.#held.has(path)) return;
    this.#archive(path, 'd');
    this.#held.delete(path);
    this.#remember();
  }

  #move(fromPath: string, toPath: string, leadMs: number): void {
    const from = this.#held.get(fromPath);
    if (from === undefined || fromPath === toPath) return;
    this.#write(toPath, from.content, leadMs);
    this.#nowMs += leadMs;
    this.#held.delete(fromPath);
    const { modifiedMs: bornMs, etag, size } = from.version;
    const toBornMs = this.#held.get(toPath)!.version.modifiedMs;
    this.moves.push({ fromPath, toPath, atMs: this.#nowMs, bornMs, toBornMs, etag, size });
    this.#remember();
  }

  #archive(path: string, reason: 'd' | 'o'): void {
    const { content, version } = this.#held.get(path)!;
    const { size, etag, modifiedMs: bornMs } = version;
    const key = `trash-${this.trash.length}`;
    this.trash.push({ path, key, deletedAtMs: this.#nowMs, reason, bornMs, id: key, size, etag });
    this.#contentOfKey.set(key, content);
  }

  #remember(): void {
    const tree = new Map([...this.#held].map(([path, { content }]) => [path, content]));
    this.truth.push({ fromMs: this.#nowMs, tree });
  }
}

interface Pace {
  readonly paths: readonly string[];
  readonly waitMs: fc.Arbitrary<number>;
  readonly leadMs: fc.Arbitrary<number>;
}

function happening({ paths, waitMs, leadMs }: Pace): fc.Arbitrary<Happening> {
  const path = fc.constantFrom(...paths);
  const kind = fc.constantFrom('put' as const, 'put' as const, 'delete' as const);
  return fc.oneof(
    fc.record({ kind, path, waitMs, leadMs }),
    fc.record({ kind: fc.constant('move' as const), path, to: path, waitMs, leadMs }),
    fc.record({ kind: fc.constant('restore' as const), pick: fc.nat(50), waitMs, leadMs }),
  );
}

const unhurried: Pace = {
  paths: ['a', 'b', 'd/a', 'd/b', 'd/e/c', 'dd'],
  waitMs: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300_000 })),
  leadMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 600_000 })),
};
const hurried: Pace = {
  paths: ['a', 'd/b'],
  waitMs: fc.integer({ min: 1, max: 30 }),
  leadMs: fc.constantFrom(0, 0, 5),
};

/** A few milliseconds to some minutes between happenings. */
export const unhurriedHappenings = fc.array(happening(unhurried), { maxLength: 30 });

/** Many happenings at few paths within a second, then a rest, and again. */
export const hurriedHappenings = fc
  .array(fc.array(happening(hurried), { minLength: 1, maxLength: 16 }), { maxLength: 4 })
  .map((bursts) =>
    bursts.flatMap((burst) => burst.map((one, at) => (at === 0 ? { ...one, waitMs: 2_000 } : one))),
  );
