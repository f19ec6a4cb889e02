import type { Mode } from '../../../sync-engine/core/decide.ts';
import { CONFLICT_MARK, Fault } from './apply.ts';
import { shaOf } from './world.ts';
import type { World } from './world.ts';
import { isTangled } from './still.ts';
import type { SeenFile, Still } from './still.ts';

/** What must hold once nothing is planned any more; throws `Fault` where it does not. */
export function checkEnd(mode: Mode, world: World, before: Still, after: Still): void {
  checkNothingLost(world, before, after);
  checkIgnoredUntouched(world, before, after);
  checkHiddenUntouched(before, after);
  checkChangesLive(mode, before, after);
  if (mode === 'two-way') checkSidesEqual(after);
  if (mode === 'upload-only') same('upload-only changed the disk', before.allDisk, after.allDisk);
  if (mode === 'download-only') same('download-only changed the bucket', before.allBucket, after.allBucket);
  for (const id of new Set([...before.disk.keys(), ...before.bucket.keys(), ...before.baseline.keys()])) {
    if (id.endsWith('/') || world.ignored(id) || isTangled(before, id)) continue;
    checkPath(mode, id, before, after);
  }
}

/** Never lose a byte: what was on either side is still on one of them or in a bin. */
function checkNothingLost(world: World, before: Still, after: Still): void {
  const kept = new Set([...contents(after), ...world.recycled, ...world.trashed]);
  for (const content of contents(before)) {
    if (!kept.has(content)) throw new Fault(`${content} is lost`);
  }
}

function contents(still: Still): readonly string[] {
  return [
    ...still.allDisk.values(),
    ...[...still.allBucket.values()].map((value) => value.split(' ')[0] ?? ''),
  ].filter((value) => /^k\d+$/.test(value));
}

function checkIgnoredUntouched(world: World, before: Still, after: Still): void {
  const ignored = (all: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...all].filter(([path]) => world.ignored(path)));
  same('an ignored file was touched', ignored(before.allDisk), ignored(after.allDisk));
  same('an ignored object was touched', ignored(before.allBucket), ignored(after.allBucket));
}

/** Absence is not deletion: below what could not be seen, the bucket is as it was. */
function checkHiddenUntouched(before: Still, after: Still): void {
  for (const [id, file] of before.bucket) {
    // A clash of names may have been resolved on the way; then what it hid has come into view.
    const hidden = before.hidden.some((region) => id.startsWith(region) && after.hidden.includes(region));
    if (before.disk.has(id) || !hidden) continue;
    if (after.bucket.get(id)?.etag !== file.etag && !before.odd.has(id)) {
      throw new Fault(`${id} was changed in the bucket though nothing is known of it here`);
    }
  }
}

/** An edit is never undone: what is new on a side lives on, under its own name or a conflict copy's. */
function checkChangesLive(mode: Mode, before: Still, after: Still): void {
  const live = {
    disk: new Set(after.allDisk.values()),
    bucket: new Set([...after.allBucket.values()].map((value) => value.split(' ')[0] ?? '')),
  };
  for (const [id, file] of before.disk) {
    if (baseSha(before, id) === shaOf(file.content) || mode === 'upload-only') continue;
    if (!live.disk.has(file.content)) throw new Fault(`the local edit ${file.content} of ${id} is not live`);
  }
  for (const [id, file] of before.bucket) {
    if (baseSha(before, id) === shaOf(file.content) || mode === 'upload-only') continue;
    if (!live.bucket.has(file.content))
      throw new Fault(`the remote edit ${file.content} of ${id} is not live`);
  }
}

function baseSha(still: Still, id: string): string | undefined {
  const row = still.baseline.get(id);
  return row?.kind === 'file' ? row.sha256 : undefined;
}

/** Both sides hold the same files and folders, and the baseline says so, apart from what cannot be. */
function checkSidesEqual(after: Still): void {
  const ids = new Set([...after.disk.keys(), ...after.bucket.keys()]);
  for (const id of ids) {
    if (isTangled(after, id)) continue;
    const here = after.disk.get(id)?.content;
    const there = after.bucket.get(id)?.content;
    if (here !== there) throw new Fault(`${id} is ${here ?? 'nothing'} here and ${there ?? 'nothing'} there`);
    if (baseSha(after, id) !== shaOf(here ?? '')) throw new Fault(`${id} is not in the baseline as it is`);
  }
  for (const [id, row] of after.baseline) {
    if (row.kind === 'file' && !ids.has(id) && !isTangled(after, id)) {
      throw new Fault(`${id} is left over in the baseline`);
    }
  }
  const implied = (folder: string): boolean =>
    after.markers.has(folder) ||
    [...after.bucket.keys(), ...after.markers].some((id) => id.startsWith(folder));
  for (const folder of after.diskFolders) {
    if (isTangled(after, folder.slice(0, -1))) continue;
    const holdsMore = after.unsynced.some((id) => id.startsWith(folder));
    if (!implied(folder) && !holdsMore) throw new Fault(`the folder ${folder} is only here`);
  }
  for (const marker of after.markers) {
    if (!after.diskFolders.has(marker) && !isTangled(after, marker.slice(0, -1))) {
      throw new Fault(`the folder ${marker} is only there`);
    }
  }
}

/** The right end for one path that nothing else has to do with. */
function checkPath(mode: Mode, id: string, before: Still, after: Still): void {
  const here = before.disk.get(id);
  const there = before.bucket.get(id);
  const row = before.baseline.get(id);
  const base = row?.kind === 'file' ? row : undefined;
  const changedHere = (here === undefined ? undefined : shaOf(here.content)) !== base?.sha256;
  const changedThere = there?.etag !== base?.etag;
  const end = { here: after.disk.get(id)?.content, there: after.bucket.get(id)?.content };
  const expect = (wantHere: SeenFile | undefined, wantThere: SeenFile | undefined): void => {
    if (end.here === wantHere?.content && end.there === wantThere?.content) return;
    const show = (content: string | undefined): string => content ?? 'nothing';
    throw new Fault(
      `${id} should end as ${show(wantHere?.content)} here and ${show(wantThere?.content)} there, ` +
        `and is ${show(end.here)} and ${show(end.there)}`,
    );
  };
  if (mode === 'upload-only') return expect(here, here ?? (base === undefined ? there : undefined));
  if (here?.content === there?.content) return expect(here, there);
  // An object written anew with the same bytes counts as unchanged where its hash tells.
  const rewritten = there !== undefined && base?.sha256 === shaOf(there.content);
  if (mode === 'download-only') {
    if (rewritten && end.here === here?.content && end.there === there.content) return;
    const keptHere = changedHere && (there === undefined || (base !== undefined && !changedThere));
    return expect(here !== undefined && keptHere ? here : there, there);
  }
  if (!changedHere) return expect(there, there);
  if (!changedThere) return expect(here, here);
  if (here === undefined || there === undefined) return expect(here ?? there, here ?? there);
  if (rewritten && end.here === here.content && end.there === here.content) return;
  expect(there, there);
  const copies = [...after.allDisk].filter(([path]) => path.includes(CONFLICT_MARK));
  if (!copies.some(([, content]) => content === here.content)) {
    throw new Fault(`${id} was changed on both sides and has no conflict copy`);
  }
}

function same(what: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [path, value] of before) {
    if (after.get(path) !== value) {
      throw new Fault(`${what}: ${path} was ${value} and is ${after.get(path) ?? 'gone'}`);
    }
  }
  for (const [path, value] of after)
    if (!before.has(path)) throw new Fault(`${what}: ${path} is ${value} now`);
}
