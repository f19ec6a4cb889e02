import type { BaselineFile } from '../../core/baseline.ts';
import type { FileStamp, LocalFile, RemoteFile } from '../../core/entry.ts';
import type { PlainDecision } from '../../core/plain.ts';

/** A plain decision as JSON beside its id: lists, not objects, which take half the room and time. */
type Packed = readonly [
  code: PlainDecision['code'],
  localPath: string | 0,
  remotePath: string | 0,
  localSha256: string | 0,
  local: readonly [path: string | 0, stamp: PackedStamp] | 0,
  remote: readonly [path: string | 0, size: number, etag: string, modifiedMs: number] | 0,
  base:
    | readonly [
        localPath: string | 0,
        remotePath: string | 0,
        stamp: PackedStamp,
        sha256: string,
        etag: string,
        modifiedMs: number,
      ]
    | 0,
];

/** JSON has no 64-bit integers. */
type PackedStamp = readonly [size: number, mtimeNs: string, ctimeNs: string, ino: string];

export function packDecision(made: PlainDecision): string {
  const { id, local, remote, base } = made;
  const path = (spelling: string): string | 0 => (spelling === id ? 0 : spelling);
  const packed: Packed = [
    made.code,
    path(made.localPath),
    path(made.remotePath),
    made.localSha256 ?? 0,
    local === undefined ? 0 : [path(local.path), packStamp(local.stamp)],
    remote === undefined ? 0 : [path(remote.path), remote.size, remote.etag, remote.modifiedMs],
    base === undefined
      ? 0
      : [
          path(base.localPath),
          path(base.remotePath),
          packStamp(base.stamp),
          base.sha256,
          base.etag,
          base.modifiedMs,
        ],
  ];
  return JSON.stringify(packed);
}

export function unpackDecision(id: string, json: string): PlainDecision {
  const [code, localPath, remotePath, localSha256, local, remote, base] = JSON.parse(json) as Packed;
  return {
    code,
    id,
    localPath: localPath || id,
    remotePath: remotePath || id,
    local: local === 0 ? undefined : unpackLocal(id, local),
    remote: remote === 0 ? undefined : unpackRemote(id, remote),
    base: base === 0 ? undefined : unpackBase(id, base),
    ...(localSha256 === 0 ? {} : { localSha256 }),
  };
}

function unpackLocal(id: string, [path, stamp]: Exclude<Packed[4], 0>): LocalFile {
  return { kind: 'file', id, path: path || id, stamp: unpackStamp(stamp) };
}

function unpackRemote(id: string, [path, size, etag, modifiedMs]: Exclude<Packed[5], 0>): RemoteFile {
  return { kind: 'file', id, path: path || id, size, etag, modifiedMs };
}

function unpackBase(id: string, packed: Exclude<Packed[6], 0>): BaselineFile {
  const [localPath, remotePath, stamp, sha256, etag, modifiedMs] = packed;
  return {
    kind: 'file',
    id,
    localPath: localPath || id,
    remotePath: remotePath || id,
    stamp: unpackStamp(stamp),
    sha256,
    etag,
    modifiedMs,
  };
}

function packStamp({ size, mtimeNs, ctimeNs, ino }: FileStamp): PackedStamp {
  return [size, mtimeNs.toString(), ctimeNs.toString(), ino.toString()];
}

function unpackStamp([size, mtimeNs, ctimeNs, ino]: PackedStamp): FileStamp {
  return { size, mtimeNs: BigInt(mtimeNs), ctimeNs: BigInt(ctimeNs), ino: BigInt(ino) };
}
