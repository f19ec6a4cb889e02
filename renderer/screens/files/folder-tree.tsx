import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { TreeRow } from '../../../sync-engine/contract/api/index.ts';
import classes from './files.module.css';
import { FolderRow } from './folder-row.tsx';
import { treeCommand, type ShownRow } from './tree-rows.ts';

export interface FolderTreeProps {
  readonly label: string;
  readonly rows: readonly ShownRow[];
  readonly stateOf: (path: string) => TreeRow['state'];
  readonly isLoading: (path: string) => boolean;
  readonly disabled: boolean;
  readonly onOpen: (path: string, open: boolean) => void;
  readonly onToggle: (path: string) => void;
}

/** CSS pixels. */
const ROW_HEIGHT = 44;

/** A tree of folders with boxes of three states. One stop for Tab; arrow keys move in it, and the space bar ticks. */
export function FolderTreeView(props: FolderTreeProps) {
  const { label, rows, stateOf, isLoading, disabled, onOpen, onToggle } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState<string>();
  const at = Math.max(
    0,
    rows.findIndex(({ row }) => row.path === active),
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.row.path ?? index,
    overscan: 12,
  });
  const moveTo = (index: number): void => {
    setActive(rows[index]?.row.path);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const command = treeCommand(event.key, rows, at);
    if (command === undefined) return;
    event.preventDefault();
    switch (command.kind) {
      case 'move':
        return moveTo(command.to);
      case 'toggle':
        return disabled ? undefined : onToggle(command.path);
      case 'expand':
      case 'collapse':
        return onOpen(command.path, command.kind === 'expand');
    }
  };
  const items = virtual.getVirtualItems();
  const inSight = items.some(({ index }) => index === at);
  return (
    <div
      ref={scroller}
      className={classes['tree']}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={inSight ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="none" className={classes['sheet']} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const shown = rows[index];
          if (shown === undefined) return undefined;
          const { path } = shown.row;
          return (
            <FolderRow
              key={key}
              id={`${id}-${index}`}
              shown={shown}
              state={stateOf(path)}
              active={index === at}
              loading={isLoading(path)}
              start={start}
              onOpen={(open) => {
                setActive(path);
                onOpen(path, open);
              }}
              onToggle={() => {
                setActive(path);
                if (!disabled) onToggle(path);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
