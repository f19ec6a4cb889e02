import type { BaselineRow } from '../../../sync-engine/core/baseline.ts';
import { assertNever } from '../../../sync-engine/core/assert-never.ts';
import type { Decision } from '../../../sync-engine/core/decision.ts';
import { sameStamp } from '../../../sync-engine/core/entry.ts';
import { bareOf, identityOf, nameOf, parentOf } from '../../../sync-engine/core/path.ts';
import { remoteSpelling } from '../../../sync-engine/core/snapshot.ts';
import { Refused, shaOf, sizeOf } from './world.ts';
import type { DiskFile, StoredObject, World } from './world.ts';

/** A fault of the planner itself, whatever the world did meanwhile. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export const CONFLICT_MARK = ' (conflict ';

/**
 * Carries one decision out on the model, with the preconditions the engine checks: throws `Refused` where either side is no
 * longer (or never was) as the decision says, and `Fault` where carrying it out would be wrong in itself.
 */
export function apply(world: World, made: Decision): void {
  switch (made.code) {
    case 'upload-new':
    case 'upload-changed':
    case 'upload-edit-beats-delete':
    case 'upload-mirror':
      return upload(world, made);
    case 'download-new':
    case 'download-changed':
    case 'download-edit-beats-delete':
    case 'download-mirror':
      return download(world, made);
    case 'record':
      return record(world, made);
    case 'conflict':
      aside(world, made);
      return download(world, { ...made, local: undefined });
    case 'recycle':
      return recycle(world, made);
    case 'trash':
      return trash(world, made);
    case 'clash-local-aside':
      aside(world, made);
      world.baseline.delete(made.id);
      return;
    case 'clash-remote-aside':
      return asideRemotely(world, made);
    case 'rename-remote':
      return renameRemotely(world, made);
    case 'rename-local':
      return renameLocally(world, made);
    case 'folder-upload':
      if (world.object(made.remotePath) !== undefined) throw new Refused('a marker is there');
      world.put(made.remotePath, undefined);
      return keepFolder(world, made);
    case 'folder-make':
      world.makeFolder(bareOf(made.localPath));
      return keepFolder(world, made);
    case 'folder-record':
      return keepFolder(world, made);
    case 'folder-recycle':
      remoteAsSeen(world, made);
      world.drop(made.remotePath);
      world.baseline.delete(made.id);
      return;
    case 'folder-remove':
    case 'folder-prune':
      world.removeEmptyFolder(bareOf(made.localPath));
      world.baseline.delete(made.id);
      return;
    case 'forget':
    case 'untrack':
    case 'folder-forget':
      world.baseline.delete(made.id);
      return;
    case 'in-sync':
    case 'inspect':
    case 'unseen':
    case 'leave-local':
    case 'leave-remote':
    case 'blocked':
    case 'folder-in-sync':
    case 'folder-unseen':
      throw new Fault(`'${made.code}' is no work, but was planned`);
    default:
      assertNever(made.code);
  }
}

function localAsSeen(world: World, made: Decision): DiskFile {
  const node = world.node(made.localPath);
  if (node?.kind !== 'file' || made.local?.kind !== 'file' || !sameStamp(node.stamp, made.local.stamp)) {
    throw new Refused(`'${made.localPath}' is not the file that was seen`);
  }
  return node;
}

function remoteAsSeen(world: World, made: Decision): StoredObject {
  const object = world.object(made.remotePath);
  const etag = made.remote?.kind === 'blocked' ? undefined : made.remote?.etag;
  if (object === undefined || object.etag !== etag) {
    throw new Refused(`the object '${made.remotePath}' is not the one that was seen`);
  }
  return object;
}

function upload(world: World, made: Decision): void {
  const file = localAsSeen(world, made);
  const old = made.remote === undefined ? undefined : remoteAsSeen(world, made);
  if (old === undefined && world.object(made.remotePath) !== undefined) {
    throw new Refused(`an object '${made.remotePath}' is there`);
  }
  const touched = made.base?.kind === 'file' && made.base.sha256 === shaOf(file.content);
  if (old !== undefined && touched && made.base?.kind === 'file' && old.etag === made.base.etag) {
    return keep(world, made, file, old);
  }
  if (old?.sha256 === shaOf(file.content))
    throw new Fault(`'${made.localPath}' was uploaded though unchanged`);
  if (old?.content !== undefined) world.recycled.add(old.content);
  keep(world, made, file, world.put(made.remotePath, file.content));
}

function download(world: World, made: Decision): void {
  const object = remoteAsSeen(world, made);
  if (object.content === undefined) throw new Fault(`the marker '${made.remotePath}' was downloaded`);
  if (made.local === undefined) {
    if (world.node(made.localPath) !== undefined) throw new Refused(`something at '${made.localPath}'`);
  } else {
    world.trashed.add(localAsSeen(world, made).content);
  }
  keep(world, made, world.writeFile(made.localPath, object.content), object);
}

function record(world: World, made: Decision): void {
  const file = localAsSeen(world, made);
  const object = remoteAsSeen(world, made);
  if (file.content !== object.content) throw new Fault(`recorded '${made.id}' though the sides differ`);
  keep(world, made, file, object);
}

function recycle(world: World, made: Decision): void {
  const object = remoteAsSeen(world, made);
  if (world.node(made.localPath)?.kind === 'file') throw new Fault(`recycled '${made.id}', which is here`);
  if (object.content !== undefined) world.recycled.add(object.content);
  world.drop(made.remotePath);
  world.baseline.delete(made.id);
}

function trash(world: World, made: Decision): void {
  const file = localAsSeen(world, made);
  if (world.object(made.remotePath) !== undefined) throw new Fault(`trashed '${made.id}', which is there`);
  world.trashed.add(file.content);
  world.remove(file.path);
  world.baseline.delete(made.id);
}

function aside(world: World, made: Decision): void {
  const file = localAsSeen(world, made);
  world.move(file.path, `${parentOf(file.path)}${nameOf(file.path)}${CONFLICT_MARK}${world.now()})`);
}

function asideRemotely(world: World, made: Decision): void {
  const object = remoteAsSeen(world, made);
  if (object.content === undefined) throw new Fault('a marker was put aside');
  const { remotePath } = made;
  world.put(`${parentOf(remotePath)}${nameOf(remotePath)}${CONFLICT_MARK}${world.now()})`, object.content);
  world.drop(remotePath);
  world.baseline.delete(made.id);
}

function renameRemotely(world: World, made: Decision): void {
  const from = made.renamedFrom;
  if (from === undefined) throw new Fault('a rename from nowhere');
  const file = localAsSeen(world, made);
  const object = remoteAsSeen(world, from);
  if (object.content !== file.content) throw new Fault(`'${from.id}' renamed to '${made.id}' changes bytes`);
  if (world.object(made.remotePath) !== undefined)
    throw new Refused(`an object '${made.remotePath}' is there`);
  const copy = world.put(made.remotePath, object.content);
  world.drop(from.remotePath);
  world.baseline.delete(from.id);
  keep(world, made, file, copy);
}

function renameLocally(world: World, made: Decision): void {
  const from = made.renamedFrom;
  if (from === undefined) throw new Fault('a rename from nowhere');
  const object = remoteAsSeen(world, made);
  if (localAsSeen(world, from).content !== object.content) {
    throw new Fault(`'${from.id}' renamed to '${made.id}' changes bytes`);
  }
  world.move(from.localPath, made.localPath);
  world.baseline.delete(from.id);
  const moved = world.node(made.localPath);
  if (moved?.kind !== 'file') throw new Fault('a rename lost its file');
  keep(world, made, moved, object);
}

/** Writes down what was observed, as the engine's outcomes do. */
function keep(world: World, made: Decision, file: DiskFile, object: StoredObject): void {
  const row: BaselineRow = {
    kind: 'file',
    id: made.id,
    localPath: file.path,
    remotePath: made.remotePath,
    stamp: file.stamp,
    sha256: shaOf(file.content),
    etag: object.etag,
    modifiedMs: object.modifiedMs,
  };
  if (identityOf(file.path, world.rules) !== made.id) throw new Fault(`'${file.path}' is not '${made.id}'`);
  if (sizeOf(file.content) !== object.size) throw new Fault(`'${made.id}' was kept with two sizes`);
  world.baseline.set(made.id, row);
}

function keepFolder(world: World, made: Decision): void {
  const { id, localPath } = made;
  const remotePath = made.remote?.path ?? remoteSpelling(localPath);
  const marker = world.object(remotePath);
  if (marker === undefined || world.node(bareOf(localPath))?.kind !== 'folder') {
    throw new Refused(`'${id}' is not a folder on both sides`);
  }
  const { etag, modifiedMs } = marker;
  world.baseline.set(id, { kind: 'folder', id, localPath, remotePath, etag, modifiedMs });
}
