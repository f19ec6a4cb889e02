import { diskError } from '../fs/disk.ts';
import type { Disk, DiskFile, DiskStat, OpenMode } from '../fs/disk.ts';
import { microseconds } from '../fs/mtime.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryFile, MemoryFolder, MemoryNode } from './memory-node.ts';
import { toStat } from './memory-node.ts';

/**
 * A disk in memory as one process sees it. Every call takes effect at once and settles a microtask later; calls of a
 * process that was killed have no effect and never settle, as the program that made them is gone.
 */
export function openMemoryDisk(disk: MemoryDisk): Disk {
  const born = disk.generation;

  function run<Result>(action: () => Result): Promise<Result> {
    if (disk.generation !== born) return new Promise(() => {});
    return Promise.resolve()
      .then(() => (disk.generation === born ? action() : undefined))
      .then((result) => (disk.generation === born ? (result as Result) : new Promise<never>(() => {})));
  }

  function folderAt(path: string): MemoryFolder {
    const node = disk.at(path);
    if (node.kind !== 'folder') throw diskError('ENOTDIR', 'scandir', path);
    return node;
  }

  function fileAt(path: string): MemoryFile {
    const node = disk.at(path);
    if (node.kind !== 'file') throw diskError(node.kind === 'folder' ? 'EPERM' : 'EINVAL', 'link', path);
    return node;
  }

  function permit(path: string): void {
    for (const denied of disk.denied) {
      if (path === denied || path.startsWith(`${denied}/`)) throw diskError('EACCES', 'open', path);
    }
  }

  function openNode(path: string, mode: OpenMode): MemoryNode {
    permit(path);
    const place = disk.locate(path);
    const node = place.found?.node;
    if (node === undefined) {
      if (mode === 'read') throw diskError('ENOENT', 'open', path);
      const file = disk.newFile(new Uint8Array());
      disk.put(place, file, path);
      return file;
    }
    if (mode === 'create') throw diskError('EEXIST', 'open', path);
    if (node.kind === 'symlink') throw diskError('ELOOP', 'open', path);
    if (node.kind !== 'file' && mode === 'keep') throw diskError('EISDIR', 'open', path);
    return node;
  }

  function rename(from: string, to: string): void {
    const source = disk.locate(from);
    if (source.found === undefined) throw diskError('ENOENT', 'rename', from);
    const { node } = source.found;
    const target = disk.locate(to);
    const replaced = target.found?.node;
    const respelled = source.folder === target.folder && source.key === target.key;
    // POSIX: two names of one file stay as they are. Another spelling of the same name takes its place.
    if (replaced === node && !respelled) return;
    if (replaced !== undefined && !respelled) refuseReplacing(node, replaced, to);
    disk.remove(source, from);
    disk.put(disk.locate(to), node, to);
  }

  return {
    lstat: (path) => run(() => toStat(disk.at(path), disk.dev)),
    stat: (path) => run(() => toStat(disk.at(path), disk.dev)),
    lstatAll: (folder, names) =>
      run(() =>
        names.map((name): DiskStat | Error => {
          try {
            return toStat(disk.at(`${folder}/${name}`), disk.dev);
          } catch (caught) {
            if (caught instanceof Error) return caught;
            throw caught;
          }
        }),
      ),
    list: (path) =>
      run(() => {
        permit(path);
        const { names } = folderAt(path);
        return Array.from(names.values(), ({ name, node }) => ({ name, kind: node.kind, utf8: true }));
      }),
    open: (path, mode) => run(() => openFile(disk, openNode(path, mode), path, run)),
    mkdir: (path) =>
      run(() => {
        const place = disk.locate(path);
        if (place.found !== undefined) throw diskError('EEXIST', 'mkdir', path);
        disk.put(place, disk.newFolder(), path);
      }),
    rmdir: (path) =>
      run(() => {
        if (folderAt(path).names.size > 0) throw diskError('ENOTEMPTY', 'rmdir', path);
        disk.remove(disk.locate(path), path);
      }),
    link: (from, to) =>
      run(() => {
        const file = fileAt(from);
        const place = disk.locate(to);
        if (place.found !== undefined) throw diskError('EEXIST', 'link', to);
        disk.put(place, file, to);
      }),
    rename: (from, to) => run(() => rename(from, to)),
    unlink: (path) =>
      run(() => {
        if (disk.at(path).kind === 'folder') throw diskError('EISDIR', 'unlink', path);
        disk.remove(disk.locate(path), path);
      }),
    syncFolder: (path) =>
      run(() => {
        const folder = folderAt(path);
        folder.synced = new Map(folder.names);
      }),
  };
}

function refuseReplacing(node: MemoryNode, replaced: MemoryNode, to: string): void {
  if (node.kind === 'folder') {
    if (replaced.kind !== 'folder') throw diskError('ENOTDIR', 'rename', to);
    if (replaced.names.size > 0) throw diskError('ENOTEMPTY', 'rename', to);
  } else if (replaced.kind === 'folder') {
    throw diskError('EISDIR', 'rename', to);
  }
}

function openFile(
  disk: MemoryDisk,
  node: MemoryNode,
  path: string,
  run: <Result>(action: () => Result) => Promise<Result>,
): DiskFile {
  let open = true;
  const onFile = <Result>(action: (file: MemoryFile) => Result): Promise<Result> =>
    run(() => {
      if (!open) throw diskError('EBADF', 'file', path);
      if (node.kind !== 'file') throw diskError('EISDIR', 'file', path);
      return action(node);
    });
  const resize = (file: MemoryFile, size: number): void => {
    const bytes = new Uint8Array(size);
    bytes.set(file.bytes.subarray(0, size));
    file.bytes = bytes;
    file.mtimeNs = disk.now();
    file.ctimeNs = file.mtimeNs;
    disk.changed(path);
  };
  return {
    stat: () => run(() => toStat(node, disk.dev)),
    read: (buffer, position) =>
      onFile((file) => {
        const bytes = file.bytes.subarray(position, position + buffer.length);
        buffer.set(bytes);
        return bytes.length;
      }),
    write(bytes, position) {
      // The caller may use its buffer again.
      const written = bytes.slice();
      return onFile((file) => {
        resize(file, Math.max(file.bytes.length, position + written.length));
        file.bytes.set(written, position);
      });
    },
    truncate: (size) => onFile((file) => resize(file, size)),
    setMtime: (mtimeNs) =>
      onFile((file) => {
        file.mtimeNs = microseconds(mtimeNs) * 1000n;
        file.ctimeNs = disk.now();
      }),
    setMode: (mode) =>
      onFile((file) => {
        file.mode = mode;
        file.ctimeNs = disk.now();
      }),
    sync: () =>
      onFile((file) => {
        file.synced = file.bytes;
      }),
    close: () =>
      run(() => {
        if (!open) throw diskError('EBADF', 'close', path);
        open = false;
      }),
  };
}
