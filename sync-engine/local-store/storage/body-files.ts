import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Windows cannot open a directory to fsync it; NTFS journals renames by itself. */
const directoriesSync = process.platform !== 'win32';

/** A body written to `tmp/` and fsynced, not yet in `data/`. */
export interface StagedFile {
  readonly name: string;
}

/**
 * The files that hold larger bodies: `tmp/<name>` while being written, `data/<xx>/<name>` once whole. Names are random,
 * never keys, so no key can escape the directory or clash with another.
 */
export class BodyFiles {
  readonly #tmp: string;
  readonly #data: string;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  constructor(directory: string) {
    this.#tmp = join(directory, 'tmp');
    this.#data = join(directory, 'data');
    rmSync(this.#tmp, { recursive: true, force: true });
    mkdirSync(this.#tmp, { recursive: true, mode: 0o700 });
    for (let shard = 0; shard < 256; shard++) {
      mkdirSync(join(this.#data, shard.toString(16).padStart(2, '0')), { recursive: true, mode: 0o700 });
    }
    for (const parent of [this.#data, directory]) syncDirectory(parent);
  }

  /** Opens a new file to write a body into. */
  async create(): Promise<BodyWriter> {
    const name = randomBytes(16).toString('hex');
    const path = join(this.#tmp, name);
    return new BodyWriter(name, path, await open(path, 'wx', 0o600));
  }

  /** Moves a staged body to its place, durably: only then may the index speak of it. */
  async adopt(staged: StagedFile): Promise<void> {
    await rename(join(this.#tmp, staged.name), this.#path(staged.name));
    if (!directoriesSync) return;
    const directory = await open(join(this.#data, staged.name.slice(0, 2)), 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }

  /** Removes a staged or adopted body that never reached the index. */
  async discard(staged: StagedFile): Promise<void> {
    await rm(join(this.#tmp, staged.name), { force: true });
    await rm(this.#path(staged.name), { force: true });
  }

  /** Keeps a body readable until `release`, even when it is deleted meanwhile. */
  hold(file: string): void {
    this.#readers.set(file, (this.#readers.get(file) ?? 0) + 1);
  }

  release(file: string): void {
    const left = (this.#readers.get(file) ?? 1) - 1;
    if (left > 0) {
      this.#readers.set(file, left);
      return;
    }
    this.#readers.delete(file);
    if (this.#doomed.delete(file)) this.#remove(file);
  }

  /** Deletes a body that the index has forgotten; waits for readers. */
  drop(file: string): void {
    if (this.#readers.has(file)) this.#doomed.add(file);
    else this.#remove(file);
  }

  openForReading(file: string): Promise<FileHandle> {
    return open(this.#path(file), 'r');
  }

  /** Removes every body the index does not know: what a crash between write and commit, or commit and unlink, left. */
  sweep(isKnown: (file: string) => boolean): number {
    let swept = 0;
    for (const shard of readdirSync(this.#data)) {
      for (const file of readdirSync(join(this.#data, shard))) {
        if (isKnown(file)) continue;
        rmSync(join(this.#data, shard, file), { force: true });
        swept++;
      }
    }
    return swept;
  }

  #remove(file: string): void {
    // A body that cannot be removed now is an orphan, which the next start sweeps.
    rm(this.#path(file), { force: true }).catch(() => undefined);
  }

  #path(file: string): string {
    return join(this.#data, file.slice(0, 2), file);
  }
}

/** Bytes gathered before each write: fewer system calls than one a network chunk. */
const writeBytes = 1024 * 1024;

/** Writes one body; `finish` makes it durable under its temporary name, `abandon` removes it. */
export class BodyWriter {
  readonly #name: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  #gathered: Buffer[] = [];
  #size = 0;

  constructor(name: string, path: string, handle: FileHandle) {
    this.#name = name;
    this.#path = path;
    this.#handle = handle;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#gathered.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= writeBytes) await this.#flush();
  }

  async finish(): Promise<StagedFile> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    return { name: this.#name };
  }

  async abandon(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    let left = this.#gathered;
    this.#gathered = [];
    this.#size = 0;
    while (left.length > 0) {
      const { bytesWritten } = await this.#handle.writev(left);
      left = remaining(left, bytesWritten);
    }
  }
}

function syncDirectory(path: string): void {
  if (!directoriesSync) return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** `writev` may write less than asked: what is left of the buffers after the first `written` bytes. */
function remaining(buffers: readonly Buffer[], written: number): Buffer[] {
  let skip = written;
  return buffers.flatMap((buffer) => {
    const cut = Math.min(skip, buffer.length);
    skip -= cut;
    return cut === buffer.length ? [] : [buffer.subarray(cut)];
  });
}
