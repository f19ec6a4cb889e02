import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { freshStore, pairedDevice, rowsOf, type Device } from './harness.ts';

const FILES = 40;

/** A device that has deleted 30 of its 40 files since the last sync. */
async function afterMassDelete(): Promise<Device> {
  const laptop = await pairedDevice(await freshStore());
  for (let n = 0; n < FILES; n++) await laptop.write(`f${n}`, `content ${n}`);
  await laptop.runHere(['sync']);
  for (let n = 0; n < 30; n++) await rm(laptop.at(`f${n}`));
  return laptop;
}

describe('deletions that are held', () => {
  it('exit with 5 and delete nothing until they are approved', async () => {
    const laptop = await afterMassDelete();
    const held = await laptop.runHere(['sync', '--json']);
    expect(held.code).toBe(5);
    expect(held.last).toMatchObject({ held: 30, recycled: 0 });
    const listed = rowsOf(await laptop.runHere(['held', '--json']), 'held');
    expect(listed).toHaveLength(30);
    expect(listed[0]).toMatchObject({ direction: 'remote', state: 'held', guard: 'mass-delete' });
    const answer = await laptop.runHere(['held', 'approve', '--json']);
    expect(answer.last).toEqual({ type: 'held-answer', pair: 'folder', answer: 'approved', count: 30 });
    const after = await laptop.runHere(['sync', '--json']);
    expect(after.code).toBe(0);
    expect(after.last).toMatchObject({ recycled: 30, held: 0 });
    expect(rowsOf(await laptop.runHere(['trash', 'list', '--json']), 'trash')).toHaveLength(30);
  });

  it('bring the files back when they are rejected', async () => {
    const laptop = await afterMassDelete();
    await laptop.runHere(['sync']);
    const answer = await laptop.runHere(['held', 'reject', 'folder', '--json']);
    expect(answer.last).toMatchObject({ answer: 'rejected', count: 30 });
    const after = await laptop.runHere(['sync', '--json']);
    expect(after.code).toBe(0);
    expect(after.last).toMatchObject({ downloaded: 30, recycled: 0, held: 0 });
    expect(await laptop.read('f7')).toBe('content 7');
  });

  it('are asked about when the folder is no longer the one we knew', async () => {
    const laptop = await pairedDevice(await freshStore());
    for (let n = 0; n < 5; n++) await laptop.write(`f${n}`, `content ${n}`);
    await laptop.runHere(['sync']);
    await rm(laptop.folder, { recursive: true });
    await laptop.write('another.txt', 'of another folder');
    const halted = await laptop.runHere(['sync', '--json']);
    expect(halted.code).toBe(5);
    expect(rowsOf(halted, 'error')).toMatchObject([{ code: 'root-replaced' }]);
    expect((await laptop.runHere(['status'])).stdout).toContain('Another folder is in its place');
    await laptop.runHere(['held', 'reject']);
    const after = await laptop.runHere(['sync', '--json']);
    expect(after.code).toBe(0);
    expect(after.last).toMatchObject({ downloaded: 5, uploaded: 1, recycled: 0 });
  });
});
