import { useCallback, useEffect, useRef, useState } from 'react';
import { ALL_MARKS, marked, NO_MARKS, toggled, type Marks } from './marks.ts';
import type { OpenView } from './use-view.ts';

/** Rows that one range may take in: their keys travel one by one. All that match have no such limit. */
export const MOST_IN_RANGE = 10_000;

export interface MarkTool {
  readonly marks: Marks;
  /** A range was longer than `MOST_IN_RANGE`, and was not taken. */
  readonly tooLong: boolean;
  readonly toggle: (index: number) => void;
  /** Selects from one row to another; a second range from the same row takes the place of the first. */
  readonly range: (from: number, to: number) => void;
  readonly all: () => void;
  readonly none: () => void;
}

interface RangeState {
  readonly from: number;
  /** What was selected before it. */
  readonly base: Marks;
  readonly loading: AbortController;
}

/** What is selected of a view. */
export function useMarks(view: OpenView | undefined): MarkTool {
  const [marks, setMarks] = useState(NO_MARKS);
  const [tooLong, setTooLong] = useState(false);
  const current = useRef(marks);
  const ranging = useRef<RangeState>(undefined);
  useEffect(() => {
    current.current = marks;
  }, [marks]);
  const rows = view?.rows;

  const set = useCallback((next: (marks: Marks) => Marks) => {
    ranging.current?.loading.abort();
    ranging.current = undefined;
    setTooLong(false);
    setMarks(next);
  }, []);
  const toggle = useCallback(
    (index: number) => {
      const row = rows?.at(index);
      if (row !== undefined) set((marks) => toggled(marks, row));
    },
    [rows, set],
  );
  const range = useCallback(
    (from: number, to: number) => {
      if (rows === undefined) return;
      const last = ranging.current;
      last?.loading.abort();
      const base = last?.from === from ? last.base : current.current;
      const loading = new AbortController();
      ranging.current = { from, base, loading };
      const [first, end] = [Math.min(from, to), Math.max(from, to)];
      setTooLong(end - first >= MOST_IN_RANGE);
      if (end - first >= MOST_IN_RANGE) return;
      rows.range(first, end, loading.signal).then(
        (found) => {
          if (!loading.signal.aborted) setMarks(marked(base, found, true));
          return undefined;
        },
        () => {
          // Another range took its place, or the view is gone and its marks with it.
        },
      );
    },
    [rows],
  );
  const all = useCallback(() => set(() => ALL_MARKS), [set]);
  const none = useCallback(() => set(() => NO_MARKS), [set]);
  return { marks, tooLong, toggle, range, all, none };
}
