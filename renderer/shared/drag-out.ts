import type { HTMLAttributes } from 'react';
import type { PairFile } from '../../sync-engine/contract/desktop-bridge.ts';

/** What makes an element one that is dragged to other programs. */
export type DragOut = Pick<HTMLAttributes<HTMLElement>, 'draggable' | 'onDragStart'>;

const NOT_DRAGGED: DragOut = {};

/**
 * Attributes for an element that stands for a file of a pair, by which the file itself is dragged out of the desktop app's window. None
 * in a browser, which cannot hand out files, and for what is no file.
 */
export function dragOut(file: PairFile | undefined): DragOut {
  const bridge = window.windlass;
  if (bridge === undefined || file === undefined) return NOT_DRAGGED;
  return {
    draggable: true,
    onDragStart(event) {
      event.preventDefault();
      bridge.startDrag(file);
    },
  };
}
