import type { Disk, DiskFile } from './disk.ts';

/** One call to a disk, or to a file opened on it. */
export interface DiskCall {
  readonly name: keyof Disk | keyof DiskFile;
  /** The path the call works on; of two, the first. */
  readonly path: string;
}

/** Called ahead of every disk call: may wait, and may throw in the call's place (see `diskError`). */
export type BeforeCall = (call: DiskCall) => Promise<void> | void;

/** The same disk with `before` ahead of every call: the seam for faults, delays and crashes. */
export function interceptDisk(disk: Disk, before: BeforeCall): Disk {
  const on = async <Result>(
    name: DiskCall['name'],
    path: string,
    action: () => Promise<Result>,
  ): Promise<Result> => {
    await before({ name, path });
    return action();
  };
  const openFile = (path: string, file: DiskFile): DiskFile => ({
    stat: () => on('stat', path, () => file.stat()),
    read: (buffer, position) => on('read', path, () => file.read(buffer, position)),
    write: (bytes, position) => on('write', path, () => file.write(bytes, position)),
    truncate: (size) => on('truncate', path, () => file.truncate(size)),
    setMtime: (mtimeNs) => on('setMtime', path, () => file.setMtime(mtimeNs)),
    setMode: (mode) => on('setMode', path, () => file.setMode(mode)),
    sync: () => on('sync', path, () => file.sync()),
    close: () => on('close', path, () => file.close()),
  });
  return {
    lstat: (path) => on('lstat', path, () => disk.lstat(path)),
    stat: (path) => on('stat', path, () => disk.stat(path)),
    lstatAll: (folder, names) => on('lstatAll', folder, () => disk.lstatAll(folder, names)),
    list: (folder) => on('list', folder, () => disk.list(folder)),
    open: (path, mode) => on('open', path, async () => openFile(path, await disk.open(path, mode))),
    mkdir: (path) => on('mkdir', path, () => disk.mkdir(path)),
    rmdir: (path) => on('rmdir', path, () => disk.rmdir(path)),
    link: (from, to) => on('link', from, () => disk.link(from, to)),
    rename: (from, to) => on('rename', from, () => disk.rename(from, to)),
    unlink: (path) => on('unlink', path, () => disk.unlink(path)),
    syncFolder: (path) => on('syncFolder', path, () => disk.syncFolder(path)),
  };
}
