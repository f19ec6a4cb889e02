import { afterEach, describe, expect, it, vi } from 'vitest';
import { brushAfter, busiest, coarsened, spanOf } from '../../renderer/screens/trash/brush.ts';
import { filledWith, meantBy, typedOver } from '../../renderer/screens/trash/field-time.ts';
import { folderOf, partsOf, withConditions, without } from '../../renderer/screens/trash/filters.ts';
import { gridCommand } from '../../renderer/screens/trash/grid-keys.ts';
import { fromLocalTime, quickTime, toLocalTime } from '../../renderer/screens/trash/local-time.ts';
import {
  ALL_MARKS,
  extent,
  isMarked,
  marked,
  NO_MARKS,
  selectionOf,
  toggled,
} from '../../renderer/screens/trash/marks.ts';
import { PAGE_ROWS, RowStore } from '../../renderer/screens/trash/row-store.ts';
import { TallScroll } from '../../renderer/screens/trash/tall-scroll.ts';

const MILLION_ROWS_PX = 1_000_000 * 48;
const VIEW_PX = 400;

describe('scrolling a list that is taller than browsers lay out', () => {
  function tall(): TallScroll {
    const scroll = new TallScroll();
    scroll.resize(MILLION_ROWS_PX, VIEW_PX);
    return scroll;
  }

  it('moves pixel by pixel with the wheel, wherever it is', () => {
    const scroll = tall();
    const top = scroll.moveTo(20_000_000);
    scroll.scrolled(top + 100);
    scroll.scrolled(top + 220);
    expect(scroll.position).toBe(20_000_220);
    expect(scroll.height).toBeLessThan(10_000_000);
  });

  it('stays where it is when the element is put right at rest', () => {
    const scroll = tall();
    const top = scroll.moveTo(20_000_000);
    for (let turn = 1; turn <= 50; turn++) scroll.scrolled(top + turn * 900);
    const { position } = scroll;
    const settled = scroll.settle();
    expect(scroll.position).toBe(position);
    scroll.scrolled(settled);
    expect(scroll.position).toBe(position);
  });

  it('reaches both ends, and every place between by a jump', () => {
    const scroll = tall();
    scroll.scrolled(scroll.height - VIEW_PX);
    expect(scroll.position).toBe(MILLION_ROWS_PX - VIEW_PX);
    scroll.scrolled((scroll.height - VIEW_PX) / 2);
    expect(scroll.position).toBeCloseTo((MILLION_ROWS_PX - VIEW_PX) / 2, 0);
    scroll.scrolled(0);
    expect(scroll.position).toBe(0);
  });

  it('does not jump near the ends', () => {
    const scroll = tall();
    scroll.scrolled(400);
    scroll.settle();
    scroll.scrolled(300);
    expect(scroll.position).toBe(300);
    const top = scroll.moveTo(MILLION_ROWS_PX - VIEW_PX - 500);
    scroll.scrolled(top + 300);
    expect(scroll.position).toBe(MILLION_ROWS_PX - VIEW_PX - 200);
  });

  it('is the element itself while the list is short enough', () => {
    const scroll = new TallScroll();
    scroll.resize(10_000, VIEW_PX);
    expect(scroll.height).toBe(10_000);
    scroll.scrolled(5_000);
    expect([scroll.position, scroll.shift, scroll.settle()]).toEqual([5_000, 0, 5_000]);
  });
});

describe('rows of a long list', () => {
  const numbers = (offset: number, limit: number) => Array.from({ length: limit }, (_, at) => offset + at);

  it('are fetched when they are shown, and kept', async () => {
    const asked: number[] = [];
    const store = new RowStore(
      1_000,
      async (offset, limit) => (asked.push(offset), numbers(offset, limit)),
      noFault,
    );
    store.show(150, 250);
    store.show(150, 250);
    await expect.poll(() => store.at(250)).toBe(250);
    store.show(150, 250);
    expect(asked).toEqual([0, PAGE_ROWS]);
    expect(store.at(500)).toBeUndefined();
  });

  it('are not waited for any more once they are scrolled past', async () => {
    const cancelled: number[] = [];
    const store = new RowStore<number>(
      100_000,
      (offset, limit, signal) =>
        offset === 0
          ? new Promise((_, reject) => {
              signal.addEventListener('abort', () => {
                cancelled.push(offset);
                reject(new Error('aborted'));
              });
            })
          : Promise.resolve(numbers(offset, limit)),
      noFault,
    );
    store.show(0, 20);
    store.show(50_000, 50_020);
    await expect.poll(() => store.at(50_000)).toBe(50_000);
    expect(cancelled).toEqual([0]);
  });

  it('are let go when many others were shown since', async () => {
    const store = new RowStore(1_000_000, async (offset, limit) => numbers(offset, limit), noFault);
    for (let page = 0; page <= 20; page++) {
      store.show(page * PAGE_ROWS, page * PAGE_ROWS);
      await expect.poll(() => store.at(page * PAGE_ROWS)).toBe(page * PAGE_ROWS);
    }
    expect(store.at(0)).toBeUndefined();
    expect(store.at(PAGE_ROWS)).toBe(PAGE_ROWS);
  });

  it('come as a whole range too, here already or not', async () => {
    const store = new RowStore(5_000, async (offset, limit) => numbers(offset, limit), noFault);
    store.show(0, 10);
    await expect.poll(() => store.at(0)).toBe(0);
    expect(await store.range(190, 2_345, new AbortController().signal)).toEqual(numbers(190, 2_156));
  });

  function noFault(error: unknown): void {
    throw error;
  }
});

describe('what is selected', () => {
  const view = { view: 'v', count: 10, bytes: 100 };
  const [a, b] = [
    { key: 'a', size: 5 },
    { key: 'b', size: 7 },
  ];

  it('is named by keys, or as all of a view but some', () => {
    expect(selectionOf(NO_MARKS, view)).toBeUndefined();
    const some = marked(NO_MARKS, [a, b], true);
    expect(selectionOf(toggled(some, a), view)).toEqual({ kind: 'keys', keys: ['b'] });
    const most = toggled(ALL_MARKS, a);
    expect(isMarked(most, 'a')).toBe(false);
    expect(extent(most, view)).toEqual({ count: 9, bytes: 95 });
    expect(selectionOf(most, view)).toEqual({ kind: 'view', view: 'v', except: ['a'] });
    expect(selectionOf(toggled(most, a), view)).toEqual({ kind: 'view', view: 'v', except: [] });
  });
});

describe('keys of the list', () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const place = { count: 100, active: 50, page: 10 };

  it('move within the list, and extend with Shift', () => {
    const go = (key: string, extend = false) => gridCommand({ ...plain, key, shiftKey: extend }, place);
    expect(go('ArrowDown')).toEqual({ kind: 'go', to: 51, extend: false });
    expect(go('PageUp', true)).toEqual({ kind: 'go', to: 40, extend: true });
    expect(go('End')).toEqual({ kind: 'go', to: 99, extend: false });
    expect(gridCommand({ ...plain, key: 'ArrowUp' }, { ...place, active: 0 })).toMatchObject({ to: 0 });
    expect(gridCommand({ ...plain, key: 'ArrowDown' }, { ...place, active: undefined })).toMatchObject({
      to: 0,
    });
  });

  it('leave to the browser what is not theirs', () => {
    expect(gridCommand({ ...plain, key: 'a' }, place)).toBeUndefined();
    expect(gridCommand({ ...plain, key: 'a', metaKey: true }, place)).toEqual({ kind: 'all' });
    expect(gridCommand({ ...plain, key: 'ArrowDown', altKey: true }, place)).toBeUndefined();
    expect(gridCommand({ ...plain, key: 'ArrowDown' }, { ...place, count: 0 })).toBeUndefined();
  });
});

describe('the chart', () => {
  const bars = [3, 0, 9, 1].map((count, at) => ({
    fromMs: at * 10,
    toMs: at * 10 + 10,
    count,
    bytes: count,
  }));

  it('is brushed by keys: from the end at first, further with Shift', () => {
    const first = brushAfter('ArrowLeft', { brush: undefined, bars: 4, extend: false });
    expect(first).toEqual({ anchor: 3, active: 3 });
    const wider = brushAfter('Home', { brush: first, bars: 4, extend: true });
    expect(spanOf(bars, wider)).toEqual({ fromMs: 0, toMs: 40, count: 13, bytes: 13 });
    expect(brushAfter('x', { brush: first, bars: 4, extend: false })).toBeUndefined();
  });

  it('tells the busiest time', () => {
    expect(busiest(bars)).toMatchObject({ fromMs: 20, count: 9 });
    expect(busiest(bars.slice(0, 1))).toBeUndefined();
  });

  it('has bars no narrower than asked for', () => {
    expect(coarsened(bars, 20).map(({ fromMs, toMs, count }) => [fromMs, toMs, count])).toEqual([
      [0, 20, 3],
      [20, 40, 10],
    ]);
    expect(coarsened(bars, 5)).toEqual(bars);
  });
});

describe('filters', () => {
  it('come and go by parts', () => {
    const filter = withConditions(
      { search: 'x' },
      { minSize: 1, device: '', reasons: [], fromMs: undefined },
    );
    expect(filter).toEqual({ search: 'x', minSize: 1 });
    expect(partsOf(filter)).toEqual(['search', 'size']);
    expect(without(filter, 'size')).toEqual({ search: 'x' });
    expect([folderOf('/a//b'), folderOf(' ')]).toEqual(['a/b/', '']);
  });
});

describe('times people mean', () => {
  it('are this computer’s', () => {
    const noon = new Date(2026, 2, 3, 12, 0, 5).getTime();
    expect(toLocalTime(noon)).toBe('2026-03-03T12:00:05');
    expect(fromLocalTime('2026-03-03T12:00:05')).toBe(noon);
    expect(fromLocalTime('')).toBeUndefined();
    expect(quickTime('morning', noon)).toBe(new Date(2026, 2, 3, 6).getTime());
    expect(quickTime('morning', new Date(2026, 2, 3, 5).getTime())).toBeUndefined();
    expect(quickTime('yesterday', noon)).toBe(new Date(2026, 2, 2, 12, 0, 5).getTime());
  });
});

describe('a field for a time', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('means the instant it was filled with, also in the hour that comes twice', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const now = Date.UTC(2026, 9, 25, 1, 30);
    const fiveMinutesAgo = quickTime('fiveMinutes', now);
    const field = filledWith(fiveMinutesAgo);
    expect(field.text).toBe('2026-10-25T02:25:00');
    expect(fiveMinutesAgo).toBe(Date.UTC(2026, 9, 25, 1, 25));
    expect(meantBy(field)).toBe(fiveMinutesAgo);
  });

  it('means what is typed over it, and again what it was filled with once that is typed back', () => {
    const filled = filledWith(new Date(2026, 2, 3, 12, 0, 0, 789).getTime());
    const typed = typedOver(filled, '2026-03-03T12:00:05');
    expect(meantBy(typed)).toBe(new Date(2026, 2, 3, 12, 0, 5).getTime());
    // Browsers leave out seconds that are none.
    expect(meantBy(typedOver(typed, '2026-03-03T12:00'))).toBe(filled.filledMs);
    expect(meantBy(typedOver(typed, ''))).toBeUndefined();
    expect(meantBy(filledWith(undefined))).toBeUndefined();
    expect(meantBy(typedOver(filledWith(undefined), '2026-03-03T12:00:05'))).toBe(meantBy(typed));
  });
});
