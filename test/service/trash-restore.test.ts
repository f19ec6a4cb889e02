import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorTextIn } from '../../renderer/shared/error-text.ts';
import { contentsOf } from '../engine/rig.ts';
import { DAY_MS, putEntry } from './trash-entry.ts';
import { code, NEWEST, openTrash, textOf } from './trash-scene.ts';
import type { Trash } from './trash-scene.ts';

describe('a restore', () => {
  /** Files that were there, and are in the trash now. */
  async function deleted(names: readonly string[]): Promise<Trash> {
    const files = Object.fromEntries(names.map((name) => [name, `text of ${name}`]));
    const scene = await openTrash({ files: { ...files, stays: 'here' } });
    await scene.inStep({ ...files, stays: 'here' });
    for (const name of names) await scene.remove(name);
    await scene.inStep({ stays: 'here' });
    await scene.refresh();
    return scene;
  }

  it('brings back all that a view shows but what is excepted, as it was shown, also on the disk', async () => {
    const { trash, pair, rows, restore, inStep } = await deleted(['a1', 'a2', 'a3', 'b1']);
    const { view, count } = await trash.open({ pair, filter: { search: 'A' }, sort: NEWEST });
    expect(count).toBe(3);
    const except = (await rows({ search: 'a2' })).map((row) => row.key);
    const shown = await trash.preview({ pair, selection: { kind: 'view', view, except } });
    expect(shown).toMatchObject({ create: 2, overwrite: 0, identical: 0, remove: 0, bytes: 20 });
    const { preview } = shown;
    expect(await trash.previewRows({ preview, offset: 0, limit: 9 })).toMatchObject([
      { path: 'a1', action: 'create', size: 10 },
      { path: 'a3', action: 'create', size: 10 },
    ]);
    expect(await trash.previewRows({ preview, offset: 1, limit: 1 })).toHaveLength(1);
    expect(await restore(preview)).toMatchObject({ restored: 2, removed: 0, bytes: 20, failures: [] });
    await inStep({ stays: 'here', a1: 'text of a1', a3: 'text of a3' });
    expect((await rows()).filter(({ back }) => back).map((row) => row.path)).toEqual(['a1', 'a3']);
    await expect(restore(preview)).rejects.toEqual(code('not-found'));
  });

  it('means the newest where several versions of a path are selected, and exactly the one that a key names', async () => {
    const scene = await openTrash({ files: { a: 'first' } });
    const { docs, trash, pair, restore, inStep, rows, refresh } = scene;
    await inStep({ a: 'first' });
    await docs.write('a', 'second!');
    await inStep({ a: 'second!' });
    await docs.write('other', 'x');
    await scene.remove('a');
    await inStep({ other: 'x' });
    await refresh();
    const { view, count } = await trash.open({ pair, filter: {}, sort: NEWEST });
    expect(count).toBe(2);
    const all = await trash.preview({ pair, selection: { kind: 'view', view, except: [] } });
    expect(all).toMatchObject({ create: 1, bytes: 7 });
    const oldest = (await rows()).find((row) => row.size === 5)?.key ?? '';
    const one = await trash.preview({ pair, selection: { kind: 'keys', keys: [oldest] } });
    expect(await restore(one.preview)).toMatchObject({ restored: 1 });
    await inStep({ a: 'first', other: 'x' });
  });

  it('leaves a path alone that changed since the preview, and says so', async () => {
    const { docs, trash, pair, restore, inStep, rows } = await deleted(['a', 'b']);
    const keys = (await rows()).map((row) => row.key);
    const { preview } = await trash.preview({ pair, selection: { kind: 'keys', keys } });
    await docs.write('a', 'written since');
    await inStep({ stays: 'here', a: 'written since' });
    const report = await restore(preview);
    expect(report).toMatchObject({ restored: 1, failures: [{ path: 'a' }] });
    await inStep({ stays: 'here', a: 'written since', b: 'text of b' });
  });

  it('puts files into another folder, and has nothing to undo there', async () => {
    const { trash, pair, restore, rows, docs } = await deleted(['docs/a', 'b']);
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'windlass-elsewhere-'));
    onTestFinished(() => rm(elsewhere, { recursive: true }));
    const to = path.join(elsewhere, 'new');
    const selection = { kind: 'keys' as const, keys: (await rows()).map((row) => row.key) };
    const { preview, create } = await trash.preview({ pair, selection, to });
    expect(create).toBe(2);
    const report = await restore(preview);
    expect(await trash.runs({ pair })).toMatchObject([{ to }]);
    expect(report).toMatchObject({ restored: 2, failures: [] });
    expect(report.undo).toBeUndefined();
    expect(await contentsOf(to)).toEqual({ 'docs/': '', 'docs/a': 'text of docs/a', b: 'text of b' });
    const file = path.join(to, 'b');
    const link = path.join(elsewhere, 'link');
    await symlink(docs.folder, link);
    for (const [bad, why] of [
      [docs.folder, 'folder-of-pair'],
      [docs.at('inside'), 'folder-of-pair'],
      [link, 'folder-of-pair'],
      [path.join(link, 'inside'), 'folder-of-pair'],
      ['not/absolute', 'folder-path'],
      [file, 'folder-is-file'],
      [path.join(file, 'x', 'y'), 'folder-is-file'],
    ] as const) {
      await expect(trash.preview({ pair, selection, to: bad })).rejects.toEqual(code(why));
    }
    const nowhere = { kind: 'as-of' as const, asOfMs: Date.now() - DAY_MS, paths: ['Nirgends/'] };
    await expect(trash.preview({ pair, selection: nowhere })).rejects.toEqual(code('path-unknown'));
  });

  it('says as data what cannot be stored there, and why', async () => {
    const { trash, pair, restore, recycle, refresh, rows } = await deleted(['a']);
    await putEntry(recycle, '../escape', { day: 1, size: 2 });
    await refresh();
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'windlass-elsewhere-'));
    onTestFinished(() => rm(elsewhere, { recursive: true }));
    await mkdir(path.join(elsewhere, 'a'));
    const keys = (await rows()).map((row) => row.key);
    const { preview } = await trash.preview({ pair, selection: { kind: 'keys', keys }, to: elsewhere });
    const { failures } = await restore(preview);
    expect(failures).toMatchObject([
      { path: '../escape', error: { code: 'key-unsafe', title: 'Not a safe path' } },
      { path: 'a', error: { code: 'local-kind', path: 'a' } },
    ]);
    for (const { error } of failures) {
      const german = errorTextIn('de', error);
      expect(german.message).not.toBe(error.message);
      expect(german.message).not.toMatch(/\{\{/);
    }
  });

  it('removes many files, or all there are, only when that many were agreed to', async () => {
    const asOfMs = Date.now() - DAY_MS;
    const names = Array.from({ length: 3 }, (_, at) => `new ${at}`);
    const scene = await openTrash({ files: Object.fromEntries(names.map((name) => [name, name])) });
    const { trash, pair, restore, inStep, files } = scene;
    await inStep(Object.fromEntries(names.map((name) => [name, name])));
    const selection = { kind: 'as-of' as const, asOfMs, paths: [] };
    const { preview, create, remove } = await trash.preview({ pair, selection });
    expect({ create, remove }).toEqual({ create: 0, remove: 3 });
    for (const removes of [undefined, 0, 2, 4])
      await expect(restore(preview, removes)).rejects.toEqual(code('restore-unagreed'));
    expect(Object.keys(await textOf(files))).toEqual(names);
    expect(await restore(preview, 3)).toMatchObject({ restored: 0, removed: 3, failures: [] });
    await inStep({});
  });

  it('refuses what is not, or no longer, to be had', async () => {
    const { trash, pair, rows, recycle } = await deleted(['a']);
    const keys = (await rows()).map((row) => row.key);
    await expect(trash.preview({ pair, selection: { kind: 'keys', keys: ['unknown'] } })).rejects.toEqual(
      code('not-found'),
    );
    await expect(trash.preview({ pair, selection: { kind: 'view', view: 'x', except: [] } })).rejects.toEqual(
      code('not-found'),
    );
    await recycle.deleteMany(keys);
    await expect(trash.preview({ pair, selection: { kind: 'keys', keys } })).rejects.toEqual(
      code('not-found'),
    );
  });
});

describe('undo', () => {
  /** A pair that was edited, had a file deleted and one added, and was then put back to the time before. */
  async function broughtBack() {
    const binary = randomBytes(64).toString('latin1');
    const before = { edited: 'before', deleted: 'was here', same: binary };
    const scene = await openTrash({ files: before });
    await scene.inStep(before);
    const asOfMs = await scene.nextSecond();
    await scene.docs.write('edited', 'afterwards');
    await scene.docs.write('added', 'new');
    await scene.remove('deleted');
    const after = { edited: 'afterwards', added: 'new', same: binary };
    await scene.inStep(after);
    await scene.nextSecond();
    const selection = { kind: 'as-of' as const, asOfMs, paths: [] };
    const shown = await scene.trash.preview({ pair: scene.pair, selection });
    expect(shown).toMatchObject({ create: 1, overwrite: 1, identical: 1, remove: 1 });
    const report = await scene.restore(shown.preview);
    expect(report).toMatchObject({ restored: 2, identical: 1, removed: 1, failures: [] });
    await scene.inStep(before);
    return { ...scene, before, after, undoing: scene.undo, undo: report.undo ?? '' };
  }

  it('puts everything back byte for byte as it was before the restore, and can be undone itself', async () => {
    const { trash, undo, undoing, inStep, after, before } = await broughtBack();
    const undone = await undoing(undo);
    expect(undone).toMatchObject({ restored: 2, removed: 1, failures: [] });
    await inStep(after);
    await expect(trash.undo({ undo })).rejects.toEqual(code('not-found'));
    const redone = await undoing(undone.undo ?? '');
    expect(redone).toMatchObject({ restored: 2, removed: 1, failures: [] });
    await inStep(before);
  });

  it('loses nothing: what it takes away is in the trash', async () => {
    const { undo, undoing, inStep, after, recycle } = await broughtBack();
    await undoing(undo);
    await inStep(after);
    const kept = Object.values(await textOf(recycle));
    expect(kept).toEqual(expect.arrayContaining(['before', 'was here', 'afterwards', 'new']));
  });

  it('may be tried again for what could not be undone', async () => {
    const { desk, undo, undoing, inStep, after } = await broughtBack();
    desk.store?.deny(['s3:PutObject']);
    const refused = await undoing(undo);
    desk.store?.deny([]);
    expect(refused).toMatchObject({ restored: 0, removed: 0 });
    expect(refused.failures).toHaveLength(3);
    expect(await undoing(undo)).toMatchObject({ restored: 2, removed: 1 });
    await inStep(after);
  });

  it('puts the folder of an upload-only pair back as it was too, and the bucket follows', async () => {
    const scene = await openTrash({ files: { edited: 'before', deleted: 'was here' } });
    const { desk, docs, trash, pair, inStep, restore, rows, refresh, undo } = scene;
    await inStep({ edited: 'before', deleted: 'was here' });
    await createRouterClient(desk.service.router).pairs.setMode({ pair, mode: 'upload-only' });
    await docs.write('edited', 'afterwards');
    await scene.remove('deleted');
    await inStep({ edited: 'afterwards' });
    await refresh();
    const keys = (await rows()).map((row) => row.key);
    const { preview } = await trash.preview({ pair, selection: { kind: 'keys', keys } });
    const report = await restore(preview);
    expect(report).toMatchObject({ restored: 2, failures: [], undo: expect.any(String) });
    await inStep({ edited: 'before', deleted: 'was here' });
    expect(await undo(report.undo ?? '')).toMatchObject({ restored: 1, removed: 1, failures: [] });
    await inStep({ edited: 'afterwards' });
  });

  it('leaves alone what was changed since the restore, and says so', async () => {
    const { undo, undoing, docs, inStep, after, before } = await broughtBack();
    await docs.write('edited', 'my newest work');
    await inStep({ ...before, edited: 'my newest work' });
    const undone = await undoing(undo);
    expect(undone.failures).toMatchObject([
      {
        path: 'edited',
        error: { code: 'restore-changed', path: 'edited', message: expect.stringContaining('edited') },
      },
    ]);
    await inStep({ ...after, edited: 'my newest work' });
    expect(await readFile(docs.at('edited'), 'utf8')).toBe('my newest work');
  });
});
