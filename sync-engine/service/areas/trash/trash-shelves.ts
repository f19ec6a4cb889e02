import { fail, openTrashIndex, type TrashIndexRow } from '../../../index.ts';
import type { TrashRow } from '../../../contract/api/index.ts';
import type { ServiceContext } from '../../context.ts';
import { TrashShelf } from './trash-shelf.ts';

/** A view as the contract names it, taken apart. */
export interface NamedView {
  readonly shelf: TrashShelf;
  /** As the shelf's index names it. */
  readonly view: string;
}

/** The shelves of all pairs, each opened at its first use. */
export class TrashShelves {
  private readonly context: ServiceContext;
  private readonly shelves = new Map<string, Promise<TrashShelf>>();
  private closed = false;

  constructor(context: ServiceContext) {
    this.context = context;
    context.onStop((pair) => this.close(pair));
    context.onClose(async () => {
      this.closed = true;
      for (const pair of this.shelves.keys()) await this.close(pair);
    });
  }

  /** Rejects `pair-unknown`, and `aborted` once the service is closing. */
  async of(pair: string): Promise<TrashShelf> {
    if (this.closed) throw fail('aborted', 'the service is closing');
    const { config } = this.context.pair(pair);
    let shelf = this.shelves.get(pair);
    if (shelf === undefined) {
      shelf = this.context
        .home()
        .then((home) => openTrashIndex(home, config))
        .then((index) => new TrashShelf(index, () => this.context.pair(pair)));
      this.shelves.set(pair, shelf);
      // A failure is told to whoever asked, and the next one tries again.
      shelf.catch(() => this.shelves.delete(pair));
    }
    return await shelf;
  }

  /** Rejects `not-found` for what is no view of ours. */
  async view(name: string): Promise<NamedView> {
    const [pair = '', view] = name.split(VIEW_SEPARATOR);
    if (view === undefined || !this.shelves.has(pair)) throw fail('not-found', 'that view is not open');
    return { shelf: await this.of(pair), view };
  }

  private async close(pair: string): Promise<void> {
    const shelf = this.shelves.get(pair);
    this.shelves.delete(pair);
    await (await shelf)?.close();
  }
}

/** Neither a pair's id nor a view's has one. */
const VIEW_SEPARATOR = '.';

export function viewName(pair: string, view: string): string {
  return pair + VIEW_SEPARATOR + view;
}

/** A row as the contract has it: what is unknown is left out. */
export function trashRow(shelf: TrashShelf, { bornAtMs, device, ...row }: TrashIndexRow): TrashRow {
  const expiresAtMs = shelf.expiresAtMs(row.deletedAtMs);
  return {
    ...row,
    ...(shelf.isBack(row) ? { back: true as const } : {}),
    ...(bornAtMs === 0 ? {} : { bornAtMs }),
    ...(device === undefined ? {} : { device }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  };
}
