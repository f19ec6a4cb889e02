import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import { contentsOf } from '../engine/rig.ts';
import { eventually } from '../tools/eventually.ts';
import { openRestoreGate } from './restore-gate.ts';
import { openTrash, startAgain, undoOf } from './trash-scene.ts';

const PROGRAM = path.resolve(import.meta.dirname, 'restore-and-tell.ts');
const UNDO = path.resolve(import.meta.dirname, 'undo-and-die.ts');

it('a restore whose service is killed is interrupted, tells what it came to, and can be undone', async () => {
  const gate = await openRestoreGate(1);
  const names = ['a', 'b', 'c'];
  const files = Object.fromEntries([...names, 'stays'].map((name) => [name, `text of ${name}`]));
  const scene = await openTrash({ files, s3: gate.s3 });
  await scene.inStep(files);
  for (const name of names) await scene.remove(name);
  await scene.inStep({ stays: 'text of stays' });
  await scene.desk.service.close();

  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...scene.desk.env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: string[] = [];
  createInterface(child.stdout).on('line', (line) => void told.push(line));
  await eventually(() => expect(told.at(-1)).toBe('1'), 300);
  await eventually(() => expect(gate.waiting()).toBe(2));
  child.kill('SIGKILL');
  await once(child, 'close');
  await eventually(() => expect(gate.waiting()).toBe(0));
  gate.open();

  const again = await startAgain(scene);
  const [run] = await again.runs();
  expect(run).toMatchObject({ what: 'restore', state: 'interrupted', report: { restored: 1, bytes: 9 } });
  expect(await again.undo(undoOf(run))).toMatchObject({ removed: 1, failures: [] });
  await again.inStep({ stays: 'text of stays' });
});

it('an undo in the folder that is killed between two names of a file can be gone on with, and be taken back', async () => {
  const scene = await openTrash({ files: { a: 'then', stays: 'x' } });
  const { desk, docs, pair, trash } = scene;
  await scene.inStep({ a: 'then', stays: 'x' });
  await createRouterClient(desk.service.router).pairs.setMode({ pair, mode: 'upload-only' });
  await docs.write('a', 'and longer since');
  await scene.inStep({ a: 'and longer since', stays: 'x' });
  await scene.refresh();
  const keys = (await scene.rows()).map((row) => row.key);
  const { preview } = await trash.preview({ pair, selection: { kind: 'keys', keys } });
  await scene.restore(preview);
  await scene.inStep({ a: 'then', stays: 'x' });
  await desk.service.close();

  const child = spawn(process.execPath, [UNDO], {
    env: { ...desk.env, NODE_NO_WARNINGS: '1' },
    stdio: 'inherit',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  expect(await contentsOf(docs.folder)).toEqual({ stays: 'x' });

  const again = await startAgain(scene);
  const [killed, restored] = await again.runs();
  expect(killed).toMatchObject({ what: 'undo', state: 'interrupted' });
  expect(await again.undo(undoOf(restored))).toMatchObject({ restored: 1, failures: [] });
  await again.inStep({ a: 'and longer since', stays: 'x' });
  expect((await again.runs()).at(-1)).not.toHaveProperty('report.undo');
  expect(await again.undo(undoOf(killed))).toMatchObject({ restored: 1, failures: [] });
  await again.inStep({ a: 'then', stays: 'x' });
});
