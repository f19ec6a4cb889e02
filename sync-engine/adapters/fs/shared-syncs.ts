/** The sync of a folder that is under way, and the one that follows it. */
interface Syncs {
  readonly running: Promise<void>;
  next: Promise<void> | undefined;
}

/**
 * Lets calls that come together share one sync of their folder: many files land in one at a time, and each wants it on the disk.
 * The sync that a call resolves with began after the call, so that it has what the caller changed.
 */
export function shareSyncs(sync: (folder: string) => Promise<void>): (folder: string) => Promise<void> {
  const folders = new Map<string, Syncs>();
  const begin = async (folder: string): Promise<void> => {
    const syncs: Syncs = { running: sync(folder), next: undefined };
    folders.set(folder, syncs);
    try {
      await syncs.running;
    } finally {
      if (folders.get(folder) === syncs && syncs.next === undefined) folders.delete(folder);
    }
  };
  return (folder) => {
    const syncs = folders.get(folder);
    if (syncs === undefined) return begin(folder);
    const follow = (): Promise<void> => begin(folder);
    return (syncs.next ??= syncs.running.then(follow, follow));
  };
}
