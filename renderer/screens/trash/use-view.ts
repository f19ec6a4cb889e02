import { useEffect, useState } from 'react';
import type { TrashFilter, TrashRow, TrashSort, TrashView } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { errorInfo } from '../../shared/error-text.ts';
import { RowStore } from './row-store.ts';

export interface OpenView extends TrashView {
  readonly rows: RowStore<TrashRow>;
}

export interface Viewed {
  /** The last one that was opened, until the next is there. */
  readonly view: OpenView | undefined;
  readonly opening: boolean;
  readonly error: unknown;
}

export interface ViewRequest {
  readonly pair: string;
  readonly filter: TrashFilter;
  readonly sort: TrashSort;
  /** Another one opens the same view anew, as the list is then; undefined while nothing is to be shown. */
  readonly edition: string | undefined;
}

/** What matches a filter, in its order; closed when it is asked for no more. */
export function useView({ pair, filter, sort, edition }: ViewRequest): Viewed {
  const client = useClient();
  const [viewed, setViewed] = useState<Viewed>({ view: undefined, opening: true, error: undefined });
  const [reopened, setReopened] = useState(0);

  useEffect(() => {
    if (edition === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    let opened: OpenView | undefined;
    const close = (view: string): void => {
      client.trash.close({ view }).catch(() => {
        // It went by itself, or the engine did.
      });
    };
    const open = async (): Promise<void> => {
      setViewed((viewed) => ({ ...viewed, opening: true }));
      try {
        const found = await client.trash.open({ pair, filter, sort });
        if (signal.aborted) return close(found.view);
        const rows = new RowStore<TrashRow>(
          found.count,
          (offset, limit, signal) => client.trash.rows({ view: found.view, offset, limit }, { signal }),
          (error) => {
            // The engine keeps a few views; another page may have taken this one's place.
            if (errorInfo(error)?.code === 'not-found' && !signal.aborted) setReopened((times) => times + 1);
          },
        );
        opened = { ...found, rows };
        setViewed({ view: opened, opening: false, error: undefined });
      } catch (error) {
        if (!signal.aborted) setViewed({ view: undefined, opening: false, error });
      }
    };
    void open();
    return () => {
      controller.abort();
      if (opened === undefined) return;
      opened.rows.stop();
      close(opened.view);
    };
  }, [client, pair, filter, sort, edition, reopened]);
  return viewed;
}
