import type { Draft } from './draft.ts';

/** The wizard as it was left, until a folder is added or the page ends. In memory alone: keys that are typed are in it. */
let kept: Draft | undefined;
let shown = false;

// The desktop's window is only hidden; there the question would stand in the way of quitting.
if (window.windlass === undefined) {
  window.addEventListener('beforeunload', (event) => {
    if (shown && kept !== undefined && hasWork(kept)) event.preventDefault();
  });
}

/** Whether something was typed or made that would have to be done again. */
export function hasWork({ account, opened }: Draft): boolean {
  if (opened !== undefined) return opened.through !== 'trial';
  return [account.accessKeyId, account.secretAccessKey, account.connection].some((text) => text !== '');
}

export function keptDraft(): Draft | undefined {
  return kept;
}

export function keepDraft(draft: Draft): void {
  kept = draft;
}

/** The folder was added: the next one begins anew. */
export function forgetDraft(): void {
  kept = undefined;
}

/** Tells that the wizard is on the screen, where a browser is to ask before it closes the page; call what is returned when it goes. */
export function showingDraft(): () => void {
  shown = true;
  return () => {
    shown = false;
  };
}
