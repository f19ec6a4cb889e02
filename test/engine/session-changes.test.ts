import { describe, expect, it, onTestFinished } from 'vitest';
import fs from 'node:fs/promises';
import path from 'node:path';
import { filled, FILES } from './guarded.ts';
import { BRISK, BY_EVENTS, running, until, holds, operations, fresh } from './running.ts';

describe('a change here', () => {
  it('is in the bucket after the quiet period, within three seconds of it', async () => {
    const quietMs = 300;
    const { rig, device } = await fresh({ quietMs });
    await running(device, BY_EVENTS);
    await device.write('saved.txt', 'saved');
    const savedAt = performance.now();
    await until(() =>
      rig.requests.some(({ operation, key }) => operation === 'PutObject' && key === 'saved.txt'),
    );
    const tookMs = performance.now() - savedAt - quietMs;
    console.log(`a saved file was in the bucket ${Math.round(tookMs)} ms after its quiet period`);
    expect(tookMs).toBeGreaterThanOrEqual(-50);
    expect(tookMs).toBeLessThan(3_000);
    await until(holds(rig, 'saved.txt', 'saved'));
  });

  it('is uploaded once it is complete, when it is written bit by bit', async () => {
    const { rig, device } = await fresh({ quietMs: 500 });
    await running(device, BRISK);
    const file = await fs.open(path.join(device.root, 'growing.log'), 'a');
    for (let line = 1; line <= 12; line++) {
      await file.appendFile(`line ${line}\n`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await file.close();
    const whole = Array.from({ length: 12 }, (_, at) => `line ${at + 1}\n`).join('');
    await until(holds(rig, 'growing.log', whole));
    const puts = rig.requests.filter(
      ({ operation, key }) => operation === 'PutObject' && key === 'growing.log',
    );
    expect(puts).toHaveLength(1);
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('of a log that is written to all the time neither goes up half nor has the bucket listed again and again', async () => {
    // Far above what a busy machine holds up a line for: it must never look written to the end.
    const { rig, device } = await fresh({ quietMs: 2_000 });
    await running(device, BY_EVENTS);
    const from = rig.requests.length;
    const log = path.join(device.root, 'endless.log');
    const writing = setInterval(() => void fs.appendFile(log, 'another line\n'), 40);
    onTestFinished(() => clearInterval(writing));
    await until(() => device.parts.index.problems().some(({ code }) => code === 'local-writing'));
    await device.write('other.txt', 'other');
    await until(() => (device.parts.index.problems()[0]?.attempts ?? 0) >= 4);
    expect(operations(rig, from).filter((operation) => operation === 'ListObjectsV2')).toEqual([]);
    expect(await rig.objects(rig.files)).toEqual({ 'other.txt': 'other' });
    clearInterval(writing);
    await until(
      async () => (await rig.objects(rig.files))['endless.log'] === (await device.read('endless.log')),
    );
    await until(() => device.parts.index.problems().length === 0);
    expect(
      device.parts.index.activity({ limit: 100 }).filter(({ action }) => action === 'failed'),
    ).toHaveLength(1);
  });

  it('that cannot be synced is told at once, and no more once it is gone', async () => {
    const { rig, device } = await filled({ 'a.txt': 'a' });
    await running(device, BY_EVENTS);
    const from = rig.requests.length;
    const problems = () => device.parts.index.problems().map(({ path: at, code }) => `${at} ${code}`);
    await fs.symlink('a.txt', path.join(device.root, 'link'));
    await until(() => problems().length > 0);
    expect(problems()).toEqual(['link symlink']);
    expect(operations(rig, from)).toEqual([]);
    await device.write('b.txt', 'b');
    await until(holds(rig, 'b.txt', 'b'));
    expect(problems()).toEqual(['link symlink']);
    await fs.rm(path.join(device.root, 'link'));
    await until(() => problems().length === 0);
    expect(await rig.objects(rig.files)).toEqual({ 'a.txt': 'a', 'b.txt': 'b' });
  });

  it('that renames a folder is a copy on the server, without an upload', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `old/sub/f${at}.txt`);
    const { rig, device } = await filled(Object.fromEntries(names.map((name) => [name, name])));
    await running(device, BY_EVENTS);
    const from = rig.requests.length;
    await device.move('old', 'new');
    await until(async () => {
      const keys = Object.keys(await rig.objects(rig.files));
      return keys.length === 50 && keys.every((key) => key.startsWith('new/sub/'));
    });
    const done = operations(rig, from);
    expect(done.filter((operation) => operation === 'CopyObject')).toHaveLength(50);
    // The one PUT is the note on the move in the recycle bucket.
    expect(done.filter((operation) => operation === 'PutObject').length).toBeLessThanOrEqual(1);
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('of 1,000 files at once is taken up whole', async () => {
    const { rig, device } = await fresh();
    const { reports } = await running(device, BY_EVENTS);
    for (let at = 0; at < 1_000; at++) await device.write(`d${at % 20}/f${at}.txt`, `content ${at}`);
    const uploaded = (): number => reports.reduce((sum, report) => sum + report.uploaded, 0);
    await until(() => uploaded() >= 1_000);
    expect(uploaded()).toBe(1_000);
    expect(reports.every((report) => report.failed === 0)).toBe(true);
    expect(rig.server.requestCounts.byOperation['PutObject']).toBeLessThan(1_020);
  });
});

describe('a change in the bucket', () => {
  it('arrives by polling', async () => {
    const { rig, device } = await filled();
    await running(device, BRISK);
    await rig.files.put('from there.txt', Buffer.from('from there'));
    await until(async () => (await device.read('from there.txt')) === 'from there');
    rig.tick();
    await rig.files.delete('from there.txt');
    await until(async () => (await device.read('from there.txt')) === undefined);
    expect(await device.contents()).toEqual(expect.objectContaining(FILES));
  });

  it('arrives while a log here is written to all the time', async () => {
    const { rig, device } = await fresh({ quietMs: 400 });
    await running(device, BRISK);
    const log = path.join(device.root, 'endless.log');
    const writing = setInterval(() => void fs.appendFile(log, 'another line\n'), 20);
    onTestFinished(() => clearInterval(writing));
    await until(() => device.parts.index.problems().some(({ code }) => code === 'local-writing'));
    await rig.files.put('from there.txt', Buffer.from('from there'));
    await until(async () => (await device.read('from there.txt')) === 'from there');
    clearInterval(writing);
    await until(
      async () => (await rig.objects(rig.files))['endless.log'] === (await device.read('endless.log')),
    );
    expect(Object.keys(await rig.objects(rig.files))).toEqual(['endless.log', 'from there.txt']);
  });

  it('arrives also when its key is spelled so that the listing is not in our order', async () => {
    const { rig, device } = await filled();
    await running(device, BRISK);
    await rig.files.put('caff.txt', Buffer.from('after it in bytes'));
    await rig.files.put('cafe\u0301.txt', Buffer.from('coffee'));
    await until(async () => Object.values(await device.contents()).includes('coffee'));
    expect(Object.values(await device.contents())).toContain('after it in bytes');
  });

  it('is not undone by a change here at the same time', async () => {
    const { rig, device } = await filled();
    await running(device, BRISK);
    await rig.files.put('a.txt', Buffer.from('edited there'));
    await device.write('a.txt', 'edited here, at the same time');
    await until(async () => {
      const files = await device.contents();
      const bucket = await rig.objects(rig.files);
      const copy = Object.keys(files).find((name) => name.includes('(conflict anna '));
      return copy !== undefined && bucket[copy] === 'edited here, at the same time';
    });
    expect(await device.read('a.txt')).toBe('edited there');
  });
});
