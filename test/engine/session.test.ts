import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteIndex, openSqliteIndexGuest } from '../../sync-engine/adapters/sqlite/open-index.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../../sync-engine/core/error.ts';
import type { Session } from '../../sync-engine/engine/engine.ts';
import { approveHeld, rejectHeld } from '../../sync-engine/engine/held.ts';
import type { SyncReport } from '../../sync-engine/engine/pair.ts';
import type { WatchListener, Watcher } from '../../sync-engine/ports/watcher.ts';
import { filled, FILES, unharmed } from './guarded.ts';
import { SILENT, startRig } from './rig.ts';
import { BRISK, BY_EVENTS, running, until, holds, operations, fresh } from './running.ts';

describe('a session', () => {
  it('pauses in the middle of its work and goes on when told', async () => {
    const { rig, device } = await fresh({ transfers: 2 });
    for (let at = 0; at < 150; at++) await device.write(`f${at}.txt`, `content ${at}`);
    let pauseAt: (() => void) | undefined;
    const reports: SyncReport[] = [];
    const session = device.engine(BY_EVENTS).run({
      onEvent: (event) => {
        if (event.type === 'done') pauseAt?.();
      },
      onReport: (report) => void reports.push(report),
    });
    onTestFinished(() => session.stop());
    pauseAt = () => session.pause();
    await until(() => session.paused);
    await until(() => device.parts.index.baselineTotals().files > 0);
    const done = device.parts.index.baselineTotals().files;
    expect(done).toBeLessThan(150);
    await device.write('while paused.txt', 'while paused');
    expect(reports).toEqual([]);
    pauseAt = undefined;
    session.resume();
    await until(() => reports.length > 0);
    expect(Object.keys(await rig.objects(rig.files))).toHaveLength(151);
    expect(rig.server.requestCounts.byOperation['PutObject']).toBeLessThan(165);
  });

  it('stops in the middle of its work, leaves nothing half-done, and the next one goes on', async () => {
    const { rig, device } = await fresh({ transfers: 2 });
    for (let at = 0; at < 60; at++) await rig.files.put(`f${at}.txt`, Buffer.alloc(20_000, `${at} `));
    const stopping: Promise<void>[] = [];
    const session: Session = device.engine(BY_EVENTS).run({
      onEvent: (event) => {
        if (event.type === 'done' && stopping.length === 0) stopping.push(session.stop());
      },
    });
    await session.ended;
    await Promise.all(stopping);
    const names = Object.keys(await device.contents());
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(60);
    expect(await fs.readdir(path.join(device.root, '.windlass/tmp'))).toEqual([]);
    await device.restart();
    const { reports } = await running(device, BY_EVENTS);
    expect(reports[0]).toMatchObject({ failed: 0, conflicts: 0, uploaded: 0 });
    expect(await device.contents()).toEqual(await rig.objects(rig.files));
  });

  it('stops by its signal, also one that fired before', async () => {
    const { device } = await fresh();
    const session = device.engine(BY_EVENTS).run({ signal: AbortSignal.abort() });
    await session.ended;
    expect(await device.contents()).toEqual({});
    const stop = new AbortController();
    const { session: second } = await running(device, BY_EVENTS, { signal: stop.signal });
    stop.abort();
    await second.ended;
  });

  it('looks at everything when watch events were lost', async () => {
    const { rig, device } = await filled();
    const listeners: WatchListener[] = [];
    const watcher: Watcher = {
      watch: (_root, listener) => {
        listeners.push(listener);
        return Promise.resolve({ close: () => Promise.resolve() });
      },
    };
    await running(device, BY_EVENTS, { watcher });
    await device.write('unseen.txt', 'unseen');
    listeners[0]?.overflow('too many events');
    await until(holds(rig, 'unseen.txt', 'unseen'));
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('goes by the clock when the folder cannot be watched', async () => {
    const { rig, device } = await filled();
    const watcher: Watcher = { watch: () => Promise.reject(fail('local-io', 'no watches left')) };
    await running(device, { ...BY_EVENTS, rescanMs: 200 }, { watcher });
    await device.write('unseen.txt', 'unseen');
    await until(holds(rig, 'unseen.txt', 'unseen'));
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('waits while the folder is away, and takes it up again with its watch when it is back', async () => {
    const { rig, device } = await filled();
    const { reports } = await running(device, BRISK);
    await fs.rename(device.root, `${device.root}-away`);
    await until(() => reports.at(-1)?.halted?.code === 'root-missing');
    await unharmed(rig, { bucket: FILES });
    await fs.writeFile(path.join(`${device.root}-away`, 'meanwhile.txt'), 'meanwhile');
    await fs.rename(`${device.root}-away`, device.root);
    await until(holds(rig, 'meanwhile.txt', 'meanwhile'));
    await until(() => reports.at(-1)?.halted === undefined);
    await device.write('afterwards.txt', 'afterwards');
    await until(holds(rig, 'afterwards.txt', 'afterwards'));
    expect(await rig.objects(rig.files)).toMatchObject(FILES);
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('runs beside those of other pairs', async () => {
    const rig = await startRig();
    const pairs = [
      await rig.device('anna', { prefix: 'one/' }),
      await rig.device('ben', { prefix: 'two/' }),
      await rig.device('carl', { prefix: 'one/' }),
    ];
    await Promise.all(pairs.map((device) => running(device, BRISK)));
    for (const device of pairs) await device.write(`${device.name}.txt`, device.name);
    await until(async () => (await pairs[2]?.read('anna.txt')) === 'anna');
    await until(async () => (await pairs[0]?.read('carl.txt')) === 'carl');
    await until(holds(rig, 'two/ben.txt', 'ben'));
    expect(await pairs[1]?.contents()).toEqual({ 'ben.txt': 'ben' });
  });

  it.each([
    ['approves', approveHeld, 16],
    ['rejects', rejectHeld, 40],
  ] as const)('does with held deletions what another process %s', async (_verb, answer, left) => {
    const names = Array.from({ length: 40 }, (_, at) => `f${at}.txt`);
    const { rig, device } = await filled(Object.fromEntries(names.map((name) => [name, name])));
    const { session, reports } = await running(device, BRISK);
    // Seen in one look: of a burst that is taken up in pieces, what is below the guard's numbers goes at once.
    session.pause();
    for (const name of names.slice(0, 24)) await device.remove(name);
    session.resume();
    await until(() => reports.at(-1)?.held === 24);
    const guest = openSqliteIndexGuest(device.indexFile);
    expect(answer(guest)).toBe(24);
    guest.close();
    await until(() => reports.at(-1)?.held === 0);
    await until(async () => Object.keys(await device.contents()).length === left);
    expect(Object.keys(await rig.objects(rig.files))).toHaveLength(left);
  });

  it('is the only one on its index', async () => {
    const { rig, device } = await filled();
    await running(device, BRISK);
    expect(() => openSqliteIndex({ file: device.indexFile, clock: rig.clock, log: SILENT })).toThrow(
      'index-locked',
    );
  });
});

describe('time', () => {
  it('brings nothing but listings while nothing happens, less and less often', async () => {
    const clock = createVirtualClock(Date.now());
    const { rig, device } = await filled(FILES, { clock });
    const reports: SyncReport[] = [];
    const timing = { pollMinMs: 15_000, pollMaxMs: 300_000, rescanMs: 3_600_000 };
    const session = device.engine(timing).run({ onReport: (report) => void reports.push(report) });
    onTestFinished(() => session.stop());
    await until(() => reports.length > 0 && clock.pending() > 0);
    const from = rig.requests.length;
    const asked: number[] = [];
    const start = clock.monotonic();
    while (clock.monotonic() - start < 3_000_000) {
      const before = rig.requests.length;
      clock.advanceToNext();
      await until(() => rig.requests.length > before && clock.pending() > 0);
      asked.push(clock.monotonic() - start);
    }
    expect(new Set(operations(rig, from))).toEqual(new Set(['ListObjectsV2']));
    const waits = asked.map((at, index) => at - (asked[index - 1] ?? 0));
    expect(waits[0]).toBe(15_000);
    expect(waits.every((wait, index) => wait >= (waits[index - 1] ?? 0) && wait <= 300_000)).toBe(true);
    expect(waits.at(-1)).toBe(300_000);
  });

  it('without a network costs nothing but patience: all is transferred once it is back', async () => {
    const { rig, device } = await filled();
    const { reports } = await running(device, BRISK);
    const files = device.parts.index.baselineTotals();
    const goOnline = await rig.goOffline();
    await device.write('written offline.txt', 'written offline');
    await device.write('a.txt', 'edited offline');
    await device.remove('b.txt');
    await until(() => reports.at(-1)?.halted?.code === 'network' || (reports.at(-1)?.failed ?? 0) > 0);
    expect(device.parts.index.baselineTotals()).toEqual(files);
    const later = reports.length + 2;
    await until(() => reports.length >= later);
    await goOnline();
    const { 'b.txt': _gone, ...left } = FILES;
    const after = { ...left, 'a.txt': 'edited offline', 'written offline.txt': 'written offline' };
    await until(async () => isDeepStrictEqual(await rig.objects(rig.files), after));
    expect(Object.values(await rig.objects(rig.recycle)).sort()).toEqual(['alpha', 'beta beta']);
    await until(() => device.parts.index.problems().length === 0);
  });
});
