import type { PairDraft } from '../../../sync-engine/contract/api/index.ts';
import type { Draft, Opened } from './draft.ts';

/** What the engine makes a pair of. `keychain`: whether this computer has one. */
export function pairDraft(draft: Draft, opened: Opened, keychain: boolean): PairDraft {
  const { areas, place } = draft;
  return {
    account: opened.ref,
    name: place.name.trim(),
    folder: place.folder,
    makeFolder: true,
    bucket: areas.bucket,
    prefix: areas.prefix,
    recycle: { bucket: areas.recycle, prefix: areas.recyclePrefix },
    mode: place.mode,
    keepIn:
      opened.newKeys && !keychain
        ? { kind: 'file', passphrase: draft.passphrase.first }
        : { kind: 'keychain' },
  };
}
