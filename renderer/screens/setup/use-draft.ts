import { useCallback, useEffect, useLayoutEffect, useReducer, useState } from 'react';
import { useAppState, useClient } from '../../api/hooks.ts';
import { changeDraft, emptyDraft } from './draft.ts';
import { keepDraft, keptDraft, showingDraft } from './kept-draft.ts';
import { isTryOutWanted } from './try-out.ts';

/** The wizard's draft. Whoever leaves the wizard and comes back goes on where they were, and can start over. */
export function useDraft(folder: string) {
  const { pairs } = useAppState();
  const client = useClient();
  const [draft, dispatch] = useReducer(changeDraft, undefined, () => {
    const fresh = emptyDraft(folder, pairs);
    const left = keptDraft();
    if (left === undefined) return fresh;
    return { ...left, taken: fresh.taken, ...(isTryOutWanted() ? { step: 'provider' as const } : {}) };
  });
  const [resumed, setResumed] = useState(() => draft.step !== 'provider');
  // Before the account's own effect, which asks what is kept.
  useLayoutEffect(() => keepDraft(draft), [draft]);
  useEffect(showingDraft, []);
  const account = draft.opened?.ref;
  useEffect(() => {
    if (account === undefined) return undefined;
    // Keys are forgotten as soon as they are replaced or the folder is added; the engine does the same when it ends.
    return () => {
      if (keptDraft()?.opened?.ref !== account) void client.setup.close({ account }).catch(() => undefined);
    };
  }, [account, client]);
  const startOver = useCallback(() => {
    setResumed(false);
    dispatch({ type: 'start-over', draft: emptyDraft(folder, pairs) });
  }, [folder, pairs]);
  return { draft, dispatch, resumed, startOver };
}
