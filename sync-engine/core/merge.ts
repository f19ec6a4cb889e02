import type { BaselineRow } from './baseline.ts';
import { decideFile, decideFolder, leavesLocal, placesLocally } from './decide.ts';
import type { DecisionCode, FileSituation, LocalState, Mode } from './decide.ts';
import type { Decision } from './decision.ts';
import type { BlockReason, LocalEntry, RemoteEntry } from './entry.ts';
import { localFileState, remoteFileState } from './file-state.ts';
import { folderStateOf, mayHold, openFrame, passUp } from './frame.ts';
import type { Frame, Known } from './frame.ts';
import { isFolderPath } from './path.ts';
import { fitsRemotely, remoteSpelling } from './snapshot.ts';

export interface ReconcileOptions {
  readonly mode: Mode;
  readonly prefix: string;
  /** What is ignored; called with paths in either side's spelling, folders with a trailing `/`. */
  readonly ignored: (path: string) => boolean;
}

/** What the streams held in all. Decisions in step are counted, not emitted. */
export interface ReconcileTotals {
  readonly localFiles: number;
  readonly localBytes: number;
  readonly remoteFiles: number;
  readonly remoteBytes: number;
  readonly baselineFiles: number;
  readonly inSync: number;
  /** True when some folder could not be looked at. */
  readonly unseen: boolean;
}

/** Turns the items of the three streams, in order, into decisions; reconcile.ts feeds it. */
export class Merge {
  out: Decision[] = [];
  private readonly options: ReconcileOptions;
  private readonly stack: Frame[] = [];
  private localFiles = 0;
  private localBytes = 0;
  private remoteFiles = 0;
  private remoteBytes = 0;
  private baselineFiles = 0;
  private inSync = 0;
  private unseen = false;

  constructor(options: ReconcileOptions) {
    this.options = options;
  }

  flush(): readonly Decision[] {
    const { out } = this;
    this.out = [];
    return out;
  }

  totals(): ReconcileTotals {
    const { localFiles, localBytes, remoteFiles, remoteBytes, baselineFiles, inSync, unseen } = this;
    return { localFiles, localBytes, remoteFiles, remoteBytes, baselineFiles, inSync, unseen };
  }

  item(
    id: string,
    locals: readonly LocalEntry[],
    remotes: readonly RemoteEntry[],
    base: BaselineRow | undefined,
  ): void {
    this.closeUpTo(id);
    const known = {
      id,
      local: this.pickLocal(id, locals, base),
      remote: this.pickRemote(remotes, base),
      base,
    };
    if (known.local === undefined && known.remote === undefined && base === undefined) return;
    const hides = locals.some((entry) => entry.kind === 'unseen' || entry.kind === 'blocked');
    this.unseen ||= known.local?.kind === 'unseen';
    if (isFolderPath(id)) this.openFolder(known, hides);
    else this.openFile(known, hides);
  }

  finish(): void {
    while (this.stack.length > 0) this.close();
  }

  /**
   * Of several names with one identity, the one the baseline knows is the file, even where the scan blocked it for the clash;
   * else the one the scan kept. The others are blocked.
   */
  private pickLocal(
    id: string,
    locals: readonly LocalEntry[],
    base: BaselineRow | undefined,
  ): LocalEntry | undefined {
    const seen = locals.filter((entry) => !this.ignoredRemotely(entry));
    const picked =
      seen.find((entry) => entry.path === base?.localPath) ??
      seen.find((entry) => entry.kind !== 'blocked') ??
      seen[0];
    for (const entry of seen) {
      if (entry === picked) continue;
      this.block(entry, undefined, 'name-clash');
      const home = this.homeOf(id);
      if (home !== undefined) home.survivors = true;
    }
    if (picked?.kind === 'file') {
      this.localFiles++;
      this.localBytes += picked.stamp.size;
    }
    return picked;
  }

  /** True where the object this name would get is ignored, though the name on disk, spelled differently, is not. */
  private ignoredRemotely(entry: LocalEntry): boolean {
    return entry.path !== entry.id && this.options.ignored(remoteSpelling(entry.path));
  }

  /** Of several keys with one identity, the one the baseline knows is the file, else the first; the others are blocked. */
  private pickRemote(
    remotes: readonly RemoteEntry[],
    base: BaselineRow | undefined,
  ): RemoteEntry | undefined {
    const seen = remotes.filter((entry) => !this.options.ignored(entry.path));
    const picked =
      seen.find((entry) => entry.path === base?.remotePath) ??
      seen.find((entry) => entry.kind !== 'blocked') ??
      seen[0];
    for (const entry of seen) if (entry !== picked) this.block(undefined, entry, 'name-clash');
    if (picked?.kind === 'file') {
      this.remoteFiles++;
      this.remoteBytes += picked.size;
    }
    return picked;
  }

  private block(local: LocalEntry | undefined, remote: RemoteEntry | undefined, blocked: BlockReason): void {
    const id = (local ?? remote)?.id ?? '';
    this.emit({ ...decision('blocked', { id, local, remote, base: undefined }), blocked });
  }

  private openFile(known: Known, hides: boolean): void {
    const untrack = this.untrack(known);
    if (known.base !== undefined && untrack === undefined) this.baselineFiles++;
    this.stack.push(openFrame(known, hides, untrack ?? this.decideOne(known)));
  }

  /** What is ignored now, on either side, is forgotten and deleted nowhere. */
  private untrack(known: Known): Decision | undefined {
    const { base } = known;
    if (base === undefined) return undefined;
    const { ignored } = this.options;
    const either =
      ignored(base.localPath) || (base.remotePath !== base.localPath && ignored(base.remotePath));
    return either ? decision('untrack', known) : undefined;
  }

  private decideOne(known: Known): Decision {
    const { id, local, remote, base } = known;
    const blocked = blockReason(local) ?? blockReason(remote) ?? this.keyBlock(local, base);
    if (blocked !== undefined) return { ...decision('blocked', known), blocked };
    const states = `${this.localState(id, local, base)}/${remoteFileState(remote, base)}` as const;
    const content =
      local?.kind === 'file' && remote?.kind === 'file' && local.stamp.size !== remote.size
        ? 'different'
        : 'unknown';
    // The two halves agree on whether there is a baseline row, so the pair is one of the table's situations.
    return this.placed(decision(decideFile(this.options.mode, states as FileSituation, content), known));
  }

  /** Says where on disk a decision puts what is not there yet, or that it cannot be put there. */
  private placed(made: Decision): Decision {
    if (made.local !== undefined || !placesLocally(made.code)) return made;
    if (this.belowFirmFile(made.id)) return { ...made, code: 'blocked', blocked: 'beside-file' };
    return { ...made, localPath: this.localSpelling(made) };
  }

  private keyBlock(local: LocalEntry | undefined, base: BaselineRow | undefined): BlockReason | undefined {
    if (local === undefined || base !== undefined) return undefined;
    return fitsRemotely(this.options.prefix, remoteSpelling(local.path)) ? undefined : 'key-too-long';
  }

  /** True below a path that is a file here and stays one: the bucket holds `a` beside `a/b`. */
  private belowFirmFile(id: string): boolean {
    return this.stack.some(
      (open) =>
        id.startsWith(open.region) &&
        !isFolderPath(open.id) &&
        open.local?.kind === 'file' &&
        open.remote !== undefined,
    );
  }

  private localState(id: string, local: LocalEntry | undefined, base: BaselineRow | undefined): LocalState {
    if (local?.kind === 'file') return localFileState(local, base);
    if (this.hiddenFromView(id)) return 'unseen';
    return base === undefined ? 'none' : 'deleted';
  }

  /** True where absence tells nothing. */
  private hiddenFromView(id: string): boolean {
    return this.stack.some((open) => open.hides && id.startsWith(open.region));
  }

  /** Puts what comes into the folder that is there, in the spelling that folder has on disk; the rest is spelled in NFC. */
  private localSpelling(made: Decision): string {
    const wanted = remoteSpelling(made.localPath);
    const home = this.stack.findLast(
      (open) => open.local?.kind === 'folder' && made.id.startsWith(open.region),
    );
    if (home?.local === undefined || wanted.startsWith(home.local.path)) return wanted;
    const depth = home.id.split('/').length - 1;
    return home.local.path + wanted.split('/').slice(depth).join('/');
  }

  private openFolder(known: Known, hides: boolean): void {
    const blocked = blockReason(known.local) ?? blockReason(known.remote);
    const made = blocked === undefined ? undefined : { ...decision('blocked', known), blocked };
    this.stack.push(openFrame(known, hides, this.untrack(known) ?? made));
  }

  private homeOf(id: string): Frame | undefined {
    return this.stack.findLast((open) => id.startsWith(open.region));
  }

  private closeUpTo(id: string): void {
    for (let top = this.stack.at(-1); top !== undefined && !mayHold(top, id); top = this.stack.at(-1))
      this.close();
  }

  private close(): void {
    const open = this.stack.pop();
    if (open === undefined) return;
    const made = isFolderPath(open.id) ? this.closeFolder(open) : this.closeFile(open);
    const parent = this.homeOf(open.id);
    if (parent !== undefined) passUp(parent, open, made.code);
    this.emit(made);
  }

  private closeFile(open: Frame): Decision {
    const made = open.decision as Decision;
    if (open.local !== undefined) {
      const inTheWay = open.local.kind === 'file' && open.remote === undefined && open.arrivals;
      return inTheWay && leavesLocal(made.code, true) ? { ...made, code: 'clash-local-aside' } : made;
    }
    if ((!open.survivors && !open.undecided) || !placesLocally(made.code)) return made;
    // A file is to come where a folder is and stays, or may.
    if (open.remoteSurvivors || this.options.mode === 'download-only') {
      return { ...made, code: 'blocked', blocked: 'beside-folder' };
    }
    return { ...made, code: 'clash-remote-aside' };
  }

  private closeFolder(open: Frame): Decision {
    if (open.decision !== undefined) return open.decision;
    const { id, local, remote, base } = open;
    const known = { id, local, remote, base };
    const state = folderStateOf(open, this.hiddenFromView(open.id));
    const marker = remote?.kind === 'folder' ? 'marker' : 'none';
    const code = decideFolder(
      this.options.mode,
      `${state}/${marker}/${base === undefined ? 'unknown' : 'known'}`,
    );
    if (code === 'folder-upload' && !fitsRemotely(this.options.prefix, remoteSpelling(local?.path ?? id))) {
      return { ...decision('blocked', known), blocked: 'key-too-long' };
    }
    return this.placed(decision(code, known));
  }

  private emit(made: Decision): void {
    if (made.code === 'in-sync' || made.code === 'folder-in-sync') this.inSync++;
    else this.out.push(made);
  }
}

function blockReason(entry: LocalEntry | RemoteEntry | undefined): BlockReason | undefined {
  return entry?.kind === 'blocked' ? entry.reason : undefined;
}

function decision(code: DecisionCode, known: Known): Decision {
  const { id, local, remote, base } = known;
  const localPath = local?.path ?? base?.localPath ?? remote?.path ?? id;
  const remotePath = remote?.path ?? base?.remotePath ?? remoteSpelling(localPath);
  return { code, id, localPath, remotePath, local, remote, base };
}
