import { describe, expect, it } from 'vitest';
import type { DecisionCode } from '../../sync-engine/core/decide.ts';
import type { Decision } from '../../sync-engine/core/decision.ts';
import { deletes, guard } from '../../sync-engine/core/guard.ts';
import type { GuardInput } from '../../sync-engine/core/guard.ts';
import { stampOf } from './fixtures.ts';

function decided(code: DecisionCode, id: string): Decision {
  const base = id.endsWith('/')
    ? ({ kind: 'folder', id, localPath: id, remotePath: id, etag: 'e', modifiedMs: 0 } as const)
    : ({
        kind: 'file',
        id,
        localPath: id,
        remotePath: id,
        stamp: stampOf('x'),
        sha256: 's',
        etag: 'e',
        modifiedMs: 0,
      } as const);
  return { code, id, localPath: id, remotePath: id, local: undefined, remote: undefined, base };
}

function many(code: DecisionCode, count: number): readonly Decision[] {
  return Array.from({ length: count }, (_, at) => decided(code, `${code}-${at}`));
}

/** A pair of a million files on which nothing is approved, unless said otherwise. */
function run(
  decisions: readonly Decision[],
  input: Partial<GuardInput> = {},
): { held: number; guards: readonly string[] } {
  const { held, passed } = guard({
    decisions,
    baselineFiles: 1_000_000,
    localFiles: 1_000_000,
    remoteFiles: 1_000_000,
    lately: { local: 0, remote: 0 },
    waiting: { local: 0, remote: 0 },
    approved: () => false,
    ...input,
  });
  expect(passed.length + held.length).toBe(decisions.length);
  return { held: held.length, guards: [...new Set(held.map((one) => `${one.guard} ${one.direction}`))] };
}

describe.each([
  { code: 'recycle', direction: 'remote' },
  { code: 'trash', direction: 'local' },
] as const)('deleting on the $direction side', ({ code, direction }) => {
  it.each([
    ['20 of 21 files are few', 20, 21, 0],
    ['21 of 83 files are more than a quarter', 21, 83, 21],
    ['21 of 84 files are a quarter, not more', 21, 84, 0],
    ['21 of 1,000 files are few', 21, 1000, 0],
    ['1,000 of a million files are few', 1000, 1_000_000, 0],
    ['1,001 of a million files are many', 1001, 1_000_000, 1001],
  ])('%s', (_, count, baselineFiles, held) => {
    const result = run(many(code, count), { baselineFiles });
    expect(result).toEqual({ held, guards: held === 0 ? [] : [`mass-delete ${direction}`] });
  });

  const onlyHere = (files: number) => ({ local: 0, remote: 0, [direction]: files });

  it.each([
    { name: '20 are few', lately: 15, now: 5, baselineFiles: 6, held: 0 },
    { name: '21 of 83 are more than a quarter', lately: 20, now: 1, baselineFiles: 63, held: 1 },
    { name: '21 of 84 are a quarter', lately: 20, now: 1, baselineFiles: 64, held: 0 },
    { name: '1,000 are few', lately: 999, now: 1, baselineFiles: 1_000_000, held: 0 },
    { name: '1,001 are many', lately: 1000, now: 1, baselineFiles: 1_000_000, held: 1 },
  ])('counts what was deleted lately: $name', ({ lately, now, baselineFiles, held }) => {
    expect(run(many(code, now), { lately: onlyHere(lately), baselineFiles })).toEqual({
      held,
      guards: held === 0 ? [] : [`mass-delete ${direction}`],
    });
  });

  it('does not count what was deleted lately on the other side', () => {
    const elsewhere = { local: 5000, remote: 5000, [direction]: 0 };
    expect(run(many(code, 20), { lately: elsewhere, waiting: elsewhere, baselineFiles: 21 }).held).toBe(0);
  });

  it('counts what is held already and this look does not see', () => {
    expect(run(many(code, 1), { waiting: onlyHere(20), baselineFiles: 83 }).held).toBe(1);
    expect(run(many(code, 1), { waiting: onlyHere(20), baselineFiles: 84 }).held).toBe(0);
  });

  it('lets what was approved run, however much was deleted lately', () => {
    expect(run(many(code, 30), { lately: onlyHere(5000), approved: () => true }).held).toBe(0);
  });

  it('holds the folders with the files', () => {
    const folder = direction === 'remote' ? 'folder-recycle' : 'folder-remove';
    expect(run([...many(code, 1001), decided(folder, 'd/')]).held).toBe(1002);
  });

  it('does not count folders, however many', () => {
    const folder = direction === 'remote' ? 'folder-recycle' : 'folder-prune';
    const folders = Array.from({ length: 2000 }, (_, at) => decided(folder, `${at}/`));
    expect(run([...many(code, 20), ...folders], { baselineFiles: 20 }).held).toBe(0);
  });

  it('does not count, nor hold, what was approved', () => {
    const ok = (made: Decision): boolean => made.id === `${code}-0`;
    expect(run(many(code, 1001), { approved: ok }).held).toBe(0);
    expect(run(many(code, 1002), { approved: ok }).held).toBe(1001);
  });

  it('asks for approval of the side it deletes on', () => {
    const approved: GuardInput['approved'] = (_, asked) => asked === direction;
    expect(run(many(code, 2000), { approved }).held).toBe(0);
    expect(run(many(code, 2000), { approved: (_, asked) => asked !== direction }).held).toBe(2000);
  });

  it('lets everything else pass', () => {
    const rest = [
      ...many('upload-changed', 2000),
      ...many('rename-remote', 2000),
      ...many('rename-local', 2000),
    ];
    expect(run([...rest, ...many(code, 1001)]).held).toBe(1001);
    expect(run(rest).held).toBe(0);
  });
});

describe('a side that lost everything', () => {
  it.each([
    {
      name: 'an emptied folder is held from two files on',
      made: many('recycle', 2),
      input: { localFiles: 0 },
      guards: ['root-emptied remote'],
    },
    {
      name: 'one file deleted from a folder of one is no emptied folder',
      made: many('recycle', 1),
      input: { localFiles: 0 },
      guards: [],
    },
    {
      name: 'something else left is no emptied folder',
      made: many('recycle', 2),
      input: { localFiles: 1 },
      guards: [],
    },
    {
      name: 'an emptied bucket is held from two objects on',
      made: many('trash', 2),
      input: { remoteFiles: 0 },
      guards: ['bucket-emptied local'],
    },
    {
      name: 'one object deleted from a bucket of one is no emptied bucket',
      made: many('trash', 1),
      input: { remoteFiles: 0 },
      guards: [],
    },
    {
      name: 'a folder that was emptied one file at a time is no emptied folder',
      made: many('recycle', 1),
      input: { localFiles: 0, lately: { local: 0, remote: 5 } },
      guards: [],
    },
    {
      name: 'an empty bucket does not hold what is deleted in it',
      made: many('recycle', 2),
      input: { remoteFiles: 0 },
      guards: [],
    },
  ])('$name', ({ made, input, guards }) => {
    expect(run(made, { baselineFiles: made.length, ...input }).guards).toEqual(guards);
  });

  it('is let go once all of it is approved', () => {
    expect(run(many('recycle', 5), { localFiles: 0, approved: () => true }).held).toBe(0);
  });

  it('still holds the rest while some of it is approved', () => {
    const approved = (made: Decision): boolean => made.id === 'recycle-0';
    expect(run(many('recycle', 5), { localFiles: 0, approved }).held).toBe(4);
  });
});

it('holds one side and lets the other pass', () => {
  const result = run([...many('recycle', 1001), ...many('trash', 3)]);
  expect(result).toEqual({ held: 1001, guards: ['mass-delete remote'] });
});

it.each([
  ['recycle', 'remote'],
  ['folder-recycle', 'remote'],
  ['trash', 'local'],
  ['folder-remove', 'local'],
  ['folder-prune', 'local'],
  ['rename-remote', undefined],
  ['rename-local', undefined],
  ['forget', undefined],
  ['untrack', undefined],
  ['conflict', undefined],
  ['upload-mirror', undefined],
  ['download-mirror', undefined],
] as const)('%s deletes on: %s', (code, side) => {
  expect(deletes(decided(code, 'a'))).toBe(side);
});
