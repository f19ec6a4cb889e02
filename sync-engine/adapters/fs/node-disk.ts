import fs from 'node:fs';
import type { Disk, DiskFile, DiskKind, DiskName, DiskStat, OpenMode } from './disk.ts';
import { utimesSeconds } from './mtime.ts';
import { shareSyncs } from './shared-syncs.ts';

/** Stats in flight at once for one folder; more only queue up before libuv's few threads. */
const STATS_AT_ONCE = 64;

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL } = fs.constants;
// Windows has neither flag.
const SAFE = (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);
const FLAGS: Readonly<Record<OpenMode, number>> = {
  read: O_RDONLY | SAFE,
  keep: O_RDWR | O_CREAT | SAFE,
  create: O_RDWR | O_CREAT | O_EXCL | SAFE,
};

/** The machine's file systems. Callbacks, not `fs.promises`: a scan makes a call per file, and these cost half. */
export const nodeDisk: Disk = {
  lstat: (path) => call<fs.BigIntStats>((done) => fs.lstat(path, { bigint: true }, done)).then(toDiskStat),
  stat: (path) => call<fs.BigIntStats>((done) => fs.stat(path, { bigint: true }, done)).then(toDiskStat),
  lstatAll,
  list,
  open: (path, mode) => call<number>((done) => fs.open(path, FLAGS[mode], 0o666, done)).then(openFile),
  mkdir: (path) => callVoid((done) => fs.mkdir(path, done)),
  rmdir: (path) => callVoid((done) => fs.rmdir(path, done)),
  link: (from, to) => callVoid((done) => fs.link(from, to, done)),
  rename: (from, to) => callVoid((done) => fs.rename(from, to, done)),
  unlink: (path) => callVoid((done) => fs.unlink(path, done)),
  syncFolder: shareSyncs(syncFolder),
};

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for syncing, and NTFS journals its names itself.
  if (process.platform === 'win32') return;
  const fd = await call<number>((done) => fs.open(path, O_RDONLY, done));
  try {
    await callVoid((done) => fs.fsync(fd, done));
  } finally {
    await callVoid((done) => fs.close(fd, done));
  }
}

type Callback<Value> = (error: NodeJS.ErrnoException | null, value: Value) => void;

function call<Value>(run: (done: Callback<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    run((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}

function callVoid(
  run: (done: (error: NodeJS.ErrnoException | null | undefined) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    run((error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

function lstatAll(folder: string, names: readonly string[]): Promise<readonly (DiskStat | Error)[]> {
  const stats = Array.from<DiskStat | Error>({ length: names.length });
  let next = 0;
  let settled = 0;
  return new Promise((resolve) => {
    if (names.length === 0) resolve(stats);
    const start = (): void => {
      const at = next++;
      const name = names[at];
      if (name === undefined) return;
      fs.lstat(`${folder}/${name}`, { bigint: true }, (error, found) => {
        stats[at] = error ?? toDiskStat(found);
        settled += 1;
        if (settled === names.length) resolve(stats);
        else start();
      });
    };
    for (let lane = 0; lane < STATS_AT_ONCE; lane += 1) start();
  });
}

async function list(folder: string): Promise<readonly DiskName[]> {
  const entries = await call<fs.Dirent[]>((done) => fs.readdir(folder, { withFileTypes: true }, done));
  // A byte that is not UTF-8 was decoded to U+FFFD. The character itself is legal too, so look at the bytes.
  if (entries.some((entry) => entry.name.includes('\uFFFD'))) return listBytes(folder);
  return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry), utf8: true }));
}

async function listBytes(folder: string): Promise<readonly DiskName[]> {
  const entries = await call<fs.Dirent<Buffer>[]>((done) =>
    fs.readdir(folder, { withFileTypes: true, encoding: 'buffer' }, done),
  );
  return entries.map((entry) => {
    const name = entry.name.toString('utf8');
    const utf8 = Buffer.from(name, 'utf8').equals(entry.name);
    return { name: utf8 ? name : printable(entry.name), kind: kindOf(entry), utf8 };
  });
}

/** ASCII as it is, every other byte as `\xNN`. */
function printable(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

function kindOf(entry: fs.Dirent<string | Buffer> | fs.BigIntStats): DiskKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'symlink' : 'special';
}

function toDiskStat(stats: fs.BigIntStats): DiskStat {
  return {
    kind: kindOf(stats),
    size: Number(stats.size),
    mtimeNs: stats.mtimeNs,
    ctimeNs: stats.ctimeNs,
    ino: stats.ino,
    dev: stats.dev,
    mode: Number(stats.mode & 0o7777n),
    links: Number(stats.nlink),
  };
}

function openFile(fd: number): DiskFile {
  let closing: Promise<void> | undefined;
  return {
    stat: () => call<fs.BigIntStats>((done) => fs.fstat(fd, { bigint: true }, done)).then(toDiskStat),
    read: (buffer, position) => call((done) => fs.read(fd, buffer, 0, buffer.length, position, done)),
    async write(bytes, position) {
      let done = 0;
      while (done < bytes.length) {
        const at = done;
        done += await call<number>((written) =>
          fs.write(fd, bytes, at, bytes.length - at, position + at, written),
        );
      }
    },
    truncate: (size) => callVoid((done) => fs.ftruncate(fd, size, done)),
    setMtime(mtimeNs) {
      // As text: a number below zero, a time before 1970, would become the present (lib/internal/fs/utils.js, toUnixTimestamp).
      const seconds = String(utimesSeconds(mtimeNs));
      return callVoid((done) => fs.futimes(fd, seconds, seconds, done));
    },
    setMode: (mode) => callVoid((done) => fs.fchmod(fd, mode, done)),
    sync: () => callVoid((done) => fs.fsync(fd, done)),
    // Once only: the system gives the number of a closed file to the next one that is opened.
    close: () => (closing ??= callVoid((done) => fs.close(fd, done))),
  };
}
