import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { eventually } from '../tools/eventually.ts';
import { openRestoreGate } from './restore-gate.ts';
import { code, openTrash, startAgain, undoOf, type Trash } from './trash-scene.ts';

const NAMES = ['a', 'b', 'c'];

/** A restore of three files, of which one gets through and the others wait at the gate. */
async function halfWay() {
  const gate = await openRestoreGate(1);
  const files = Object.fromEntries([...NAMES, 'stays'].map((name) => [name, `text of ${name}`]));
  const scene = await openTrash({ files, s3: gate.s3 });
  await scene.inStep(files);
  for (const name of NAMES) await scene.remove(name);
  const left = { stays: 'text of stays' };
  await scene.inStep(left);
  await scene.refresh();
  const keys = (await scene.rows()).map((row) => row.key);
  const shown = () => scene.trash.preview({ pair: scene.pair, selection: { kind: 'keys', keys } });
  const { preview } = await shown();
  const begun = await scene.trash.restore({ preview });
  await eventually(() => expect(gate.waiting()).toBe(2));
  const runs = () => scene.trash.runs({ pair: scene.pair });
  await eventually(async () => expect(await runs()).toMatchObject([{ state: 'running', done: 1, total: 3 }]));
  return { ...scene, gate, files, left, begun, runs, shown };
}

it('goes on when whoever began it is gone, and can be found, followed and undone by others', async () => {
  const { trash, gate, pair, begun, runs, outcome, undo, inStep, files, left } = await halfWay();
  const page = new AbortController();
  const events = await trash.follow({ run: begun.run }, { signal: page.signal });
  expect(await events.next()).toMatchObject({ value: { state: 'running', done: 1, total: 3 } });
  page.abort();
  await events.return?.().catch(() => undefined);
  const [found] = await runs();
  expect(found).toMatchObject({ run: begun.run, pair, what: 'restore', state: 'running', done: 1 });
  const others = [outcome(begun), outcome(begun)];
  gate.open();
  const [one, two] = await Promise.all(others);
  expect(one).toMatchObject({ state: 'ended', report: { restored: 3, failures: [] } });
  expect(two).toEqual(one);
  await inStep(files);
  const [over] = await runs();
  expect(over).toEqual(one);
  const { report } = over as Extract<typeof over, { state: 'ended' }>;
  expect(await undo(report.undo ?? '')).toMatchObject({ removed: 3, failures: [] });
  await inStep(left);
  const [undone, before] = await runs();
  expect(undone).toMatchObject({ what: 'undo', state: 'ended' });
  expect(before).toMatchObject({ run: begun.run, report: { restored: 3 } });
  expect(before).not.toHaveProperty('report.undo');
});

it('is put aside alone, and it and those before it can be undone all the same, after a restart too', async () => {
  const { gate, begun, outcome, files, left, inStep, ...scene } = await halfWay();
  gate.open();
  await outcome(begun);
  await inStep(files);
  const to = `${scene.docs.folder} copy`;
  const keys = (await scene.rows()).map((row) => row.key);
  const selection = { kind: 'keys', keys } as const;
  const { preview } = await scene.trash.preview({ pair: scene.pair, selection, to });
  await scene.restore(preview);
  const [copy, back] = await scene.runs();
  await scene.trash.dismiss({ run: copy?.run ?? '' });
  const aside = [{ ...copy, dismissed: true }, back];
  expect(await scene.runs()).toEqual(aside);
  await scene.trash.dismiss({ run: begun.run });
  const next = await startAgain(scene);
  expect(await next.runs()).toEqual(aside.map((run) => ({ ...run, dismissed: true })));
  expect(await next.undo(undoOf(back))).toMatchObject({ removed: 3, failed: 0 });
  await next.inStep(left);
});

it('is stopped when somebody says so, and what it did by then can be undone', async () => {
  const { trash, gate, begun, runs, undo, inStep, left } = await halfWay();
  const stopped = await trash.stop({ run: begun.run });
  await eventually(() => expect(gate.waiting()).toBe(0));
  gate.open();
  expect(stopped).toMatchObject({ state: 'stopped', report: { restored: 1, failures: [] } });
  expect(await runs()).toEqual([stopped]);
  const { report } = stopped as Extract<typeof stopped, { state: 'stopped' }>;
  expect(report.undo).toBeDefined();
  expect(await undo(report.undo ?? '')).toMatchObject({ restored: 0, removed: 1, failures: [] });
  await inStep(left);
});

it('is the only one of its pair: another is refused and may be begun afterwards, and none is dismissed under way', async () => {
  const { trash, gate, begun, outcome, shown, restore, inStep, files } = await halfWay();
  const { preview } = await shown();
  await expect(trash.restore({ preview })).rejects.toEqual(code('restore-running'));
  await expect(trash.dismiss({ run: begun.run })).rejects.toEqual(code('restore-running'));
  gate.open();
  await outcome(begun);
  const again = await restore(preview);
  expect(again).toMatchObject({ restored: 0, identical: 1 });
  expect(again.failures.map(({ path }) => path).sort()).toEqual(['b', 'c']);
  await inStep(files);
});

it('is interrupted when its pair is opened anew, or the service closes, and what it did by then can be undone', async () => {
  const { desk, pair, runs, gate, shown, trash, undo, inStep, left } = await halfWay();
  await desk.service.context.restart(pair);
  const [run] = await runs();
  expect(run).toMatchObject({ state: 'interrupted', report: { restored: 1, undo: expect.any(String) } });
  await eventually(() => expect(desk.service.context.pair(pair).state().activity).toBe('resting'));
  expect(await undo(undoOf(run))).toMatchObject({ removed: 1, failures: [] });
  await inStep(left);
  await eventually(() => expect(gate.waiting()).toBe(0));
  const { preview } = await shown();
  await trash.restore({ preview });
  await eventually(() => expect(gate.waiting()).toBe(3));
  await desk.service.close();
  expect(await runs()).toMatchObject([
    { what: 'restore', state: 'interrupted', report: { restored: 0 } },
    { what: 'undo', state: 'ended' },
    { what: 'restore', state: 'interrupted' },
  ]);
});

describe('after the service was started again', () => {
  it('one that had ended is there with its report and its undo, as often as it is undone', async () => {
    const { gate, begun, outcome, files, left, inStep, ...scene } = await halfWay();
    gate.open();
    const ended = await outcome(begun);
    await inStep(files);
    const second = await startAgain(scene);
    expect(await second.runs()).toEqual([ended]);
    expect(await second.undo(undoOf(ended))).toMatchObject({ removed: 3, failures: [] });
    await second.inStep(left);
    const third = await startAgain(second);
    const [undone, before] = await third.runs();
    expect(before).not.toHaveProperty('report.undo');
    expect(await third.undo(undoOf(undone))).toMatchObject({ restored: 3, failures: [] });
    await third.inStep(files);
    const [redone] = await third.runs();
    expect(redone).toMatchObject({ what: 'redo' });
  });

  it('one that was under way is interrupted, and what it did by then can be undone', async () => {
    const { gate, begun, left, ...scene } = await halfWay();
    await scene.desk.service.close();
    gate.open();
    const again = await startAgain(scene);
    const [run] = await again.runs();
    expect(run).toMatchObject({ run: begun.run, state: 'interrupted', report: { restored: 1, bytes: 9 } });
    expect(await again.undo(undoOf(run))).toMatchObject({ removed: 1, failures: [] });
    await again.inStep(left);
  });

  it('only the newest twenty are there, none of them older than a week', async () => {
    const { gate, begun, outcome, ...scene } = await halfWay();
    gate.open();
    await outcome(begun);
    await scene.desk.service.close();
    const now = Date.now();
    inIndex(scene, (db) => {
      const copy = db.prepare(
        `INSERT INTO restore (id, started_ms, what, state, report)
         SELECT ?, ?, what, state, report FROM restore WHERE id = ?`,
      );
      for (let n = 0; n < 25; n++) copy.run(`run ${n}`, now - n * 60_000 - 60_000, begun.run);
      db.prepare('UPDATE restore SET started_ms = ? WHERE id = ?').run(now - 8 * 24 * 3_600_000, 'run 3');
      db.exec(`INSERT OR IGNORE INTO restore_change SELECT id, 'a', '{}' FROM restore`);
    });
    const runs = await (await startAgain(scene)).runs();
    expect(runs.map(({ run }) => run)).toEqual([
      begun.run,
      ...Array.from({ length: 20 }, (_, n) => `run ${n}`).filter((id) => id !== 'run 3'),
    ]);
    const left = (table: string) => {
      const ids: string[] = [];
      inIndex(scene, (db) => ids.push(...db.prepare<[], string>(`SELECT DISTINCT ${table}`).pluck().all()));
      return ids.sort();
    };
    const listed = runs.map(({ run }) => run).toSorted();
    await eventually(() => expect(left('id FROM restore')).toEqual(listed));
    expect(left('run FROM restore_change')).toEqual(listed);
  });
});

function inIndex(
  { desk, pair }: Pick<Trash, 'desk' | 'pair'>,
  work: (db: Database.Database) => unknown,
): void {
  const db = new Database(path.join(desk.base, 'home', 'state', 'pairs', pair, 'index.sqlite'));
  work(db);
  db.close();
}
