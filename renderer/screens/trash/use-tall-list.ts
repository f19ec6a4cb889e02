import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { TallScroll } from './tall-scroll.ts';

/** No scroll event for so long: it rests (milliseconds). */
const REST_MS = 120;
/** Rows that are drawn beyond those in sight, on either side. */
const OVERSCAN = 8;

export interface TallListOptions {
  readonly count: number;
  /** Pixels, the same for all. */
  readonly rowHeight: number;
  /** What lies over the rows at the top of the scrolling element (pixels). */
  readonly headHeight: number;
}

export interface TallList {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Of the element that holds the rows (pixels). */
  readonly height: number;
  /** Rows to draw, each at so many pixels from the top of that element. */
  readonly rows: readonly { readonly index: number; readonly top: number }[];
  /** Rows that fit in sight. */
  readonly page: number;
  /** Scrolls no further than is needed to have a row in sight. */
  readonly reveal: (index: number) => void;
}

/** Draws only what is in sight of a list of any length, also one that is taller than browsers can lay out. */
export function useTallList({ count, rowHeight, headHeight }: TallListOptions): TallList {
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll] = useState(() => new TallScroll());
  const [shift, setShift] = useState(0);
  const tell = useRef<(position: number, moving: boolean) => void>(undefined);
  const viewHeight = (): number => Math.max(0, (scroller.current?.clientHeight ?? 0) - headHeight);
  scroll.resize(count * rowHeight, viewHeight());

  const moveTo = useCallback(
    (top: number): void => {
      // Both in one frame, or the rows would jump for the time of one.
      flushSync(() => setShift(scroll.shift));
      if (scroller.current !== null) scroller.current.scrollTop = top;
      tell.current?.(scroll.position, false);
    },
    [scroll],
  );

  const observe = useCallback(
    (instance: Virtualizer<HTMLDivElement, Element>, told: (position: number, moving: boolean) => void) => {
      const element = instance.scrollElement;
      if (element === null) return undefined;
      tell.current = told;
      let rest: ReturnType<typeof setTimeout> | undefined;
      const onRest = (): void => {
        const top = scroll.settle();
        if (top !== Math.round(element.scrollTop)) moveTo(top);
        else told(scroll.position, false);
      };
      const onScroll = (): void => {
        scroll.scrolled(element.scrollTop);
        setShift(scroll.shift);
        told(scroll.position, true);
        clearTimeout(rest);
        rest = setTimeout(onRest, REST_MS);
      };
      element.addEventListener('scroll', onScroll, { passive: true });
      told(scroll.position, false);
      return () => {
        clearTimeout(rest);
        element.removeEventListener('scroll', onScroll);
      };
    },
    [scroll, moveTo],
  );

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    observeElementOffset: observe,
    // Where the element stands is for `TallScroll` alone to say.
    scrollToFn: () => undefined,
  });
  const measured = useRef(rowHeight);
  useLayoutEffect(() => {
    if (measured.current === rowHeight) return;
    measured.current = rowHeight;
    virtualizer.measure();
  }, [virtualizer, rowHeight]);

  return {
    scroller,
    height: scroll.height,
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - shift })),
    page: Math.max(1, Math.floor(viewHeight() / rowHeight)),
    reveal(index) {
      const view = viewHeight();
      scroll.resize(count * rowHeight, view);
      const [start, end] = [index * rowHeight, (index + 1) * rowHeight];
      if (start < scroll.position) moveTo(scroll.moveTo(start));
      else if (end > scroll.position + view) moveTo(scroll.moveTo(end - view));
    },
  };
}
