import type { HistogramBar } from '../../../sync-engine/contract/api/index.ts';

/** Bars that are chosen, both inclusive, by where the choice began and where it is now. */
export interface Brush {
  readonly anchor: number;
  readonly active: number;
}

const PAGE_BARS = 10;

/** The brush after a key; undefined when the key is not for it. With Shift it grows from where it began. */
export function brushAfter(
  key: string,
  {
    brush,
    bars,
    extend,
  }: { readonly brush: Brush | undefined; readonly bars: number; readonly extend: boolean },
): Brush | undefined {
  const from = brush?.active ?? bars;
  const to = barAfter(key, from, bars);
  if (to === undefined) return undefined;
  const active = Math.min(Math.max(to, 0), bars - 1);
  return { anchor: extend && brush !== undefined ? brush.anchor : active, active };
}

function barAfter(key: string, from: number, bars: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return from + 1;
    case 'PageDown':
      return from - PAGE_BARS;
    case 'PageUp':
      return from + PAGE_BARS;
    case 'Home':
      return 0;
    case 'End':
      return bars - 1;
    default:
      return undefined;
  }
}

/** What the chosen bars say together; undefined without any. */
export function spanOf(bars: readonly HistogramBar[], brush: Brush | undefined): HistogramBar | undefined {
  if (brush === undefined) return undefined;
  const chosen = bars.slice(Math.min(brush.anchor, brush.active), Math.max(brush.anchor, brush.active) + 1);
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    fromMs: first.fromMs,
    toMs: last.toMs,
    count: chosen.reduce((sum, { count }) => sum + count, 0),
    bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** The bar with most deletions; undefined when there are none, or only one bar. */
export function busiest(bars: readonly HistogramBar[]): HistogramBar | undefined {
  if (bars.length < 2) return undefined;
  return bars.reduce<HistogramBar | undefined>(
    (most, bar) => (bar.count > (most?.count ?? 0) ? bar : most),
    undefined,
  );
}

/** The same with bars no narrower than so many milliseconds. */
export function coarsened(bars: readonly HistogramBar[], leastMs: number): readonly HistogramBar[] {
  const [first] = bars;
  if (first === undefined) return bars;
  const together = Math.ceil(leastMs / (first.toMs - first.fromMs));
  const wide: HistogramBar[] = [];
  for (let at = 0; at < bars.length; at += together) {
    const span = spanOf(bars, { anchor: at, active: at + together - 1 });
    if (span !== undefined) wide.push(span);
  }
  return wide;
}

/** The bar under a place of the chart, as a share of its width from 0 to 1. */
export function barAt(share: number, bars: number): number {
  return Math.min(Math.max(Math.floor(share * bars), 0), bars - 1);
}
