import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './virtual-list.module.css';

export interface VirtualListProps {
  /** Names the list. */
  readonly label: string;
  readonly count: number;
  /** Of a row before it is drawn, CSS pixels. */
  readonly rowHeight: number;
  /** What tells a row from all others, so that it keeps its state where rows come before it. */
  readonly keyOf: (index: number) => string;
  readonly render: (index: number) => ReactNode;
  /** CSS length; most of the window when left out. */
  readonly maxHeight?: string;
  /** Called with the range of rows in sight. */
  readonly onRange?: (first: number, last: number) => void;
}

/** A long list of which only what is in sight is drawn. Rows may be of any height. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, keyOf, render, maxHeight, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows.at(0)?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onRange?.(first, last), [onRange, first, last, count]);
  return (
    // It scrolls, so the keyboard must get to it.
    <div
      ref={scroller}
      className={classes['scroller']}
      style={{ maxHeight }}
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <div
        role="list"
        aria-label={label}
        className={classes['sheet']}
        style={{ height: virtual.getTotalSize() }}
      >
        {rows.map((row) => (
          <div
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            role="listitem"
            aria-setsize={count}
            aria-posinset={row.index + 1}
            className={classes['row']}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {render(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
