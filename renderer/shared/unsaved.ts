/** What waits to be saved or undone, of each kind. */
const kinds: ReadonlyMap<string, unknown>[] = [];

// The desktop's window is only hidden; there the question would stand in the way of quitting.
if (window.windlass === undefined) {
  window.addEventListener('beforeunload', (event) => {
    if (kinds.some(({ size }) => size > 0)) event.preventDefault();
  });
}

/**
 * A place for what was begun on a screen and neither saved nor undone, by pair, so that whoever comes back finds it. It ends with the
 * page; a browser asks before it closes the page over it.
 */
export function unsavedByPair<Draft>(): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  kinds.push(drafts);
  return drafts;
}
