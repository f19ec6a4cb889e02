import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionCode } from '../../sync-engine/core/decide.ts';
import type { Decision } from '../../sync-engine/core/decision.ts';
import { plan } from '../../sync-engine/core/plan.ts';
import type { Plan } from '../../sync-engine/core/plan.ts';
import { matchRenames, renameCandidates } from '../../sync-engine/core/renames.ts';
import { reconcileTrees } from './fixtures.ts';
import type { Trees } from './fixtures.ts';

function decided(code: DecisionCode, id: string): Decision {
  return { code, id, localPath: id, remotePath: id, local: undefined, remote: undefined, base: undefined };
}

/** `phase: code path, code path`, a `!` after a phase that is serial. */
function show(made: Plan): readonly string[] {
  return made.phases.map(({ name, serial, decisions }) => {
    const steps = decisions.map(({ code, id }) => `${code} ${id}`);
    return `${name}${serial ? '!' : ''}: ${steps.join(', ')}`;
  });
}

function planOf(trees: Trees): readonly string[] {
  const { decisions } = reconcileTrees(trees);
  return show(plan(matchRenames(decisions, renameCandidates(decisions), () => 'sha-x')));
}

describe('the order of a plan', () => {
  it.each<Trees & { readonly name: string; readonly order: readonly string[] }>([
    { name: 'nothing to do', local: 'a:x', remote: 'a:x', base: 'a:x', order: [] },
    {
      name: 'uploads, then what they replace',
      local: 'b:y d/c:zz',
      remote: 'a:x',
      base: 'a:x',
      order: ['transfers: upload-new b, upload-new d/c', 'deletes: recycle a'],
    },
    {
      name: 'downloads, then files, then the folders they leave empty, the innermost first',
      local: 'd/e/a:x',
      remote: 'n:yy',
      base: 'd/e/a:x',
      order: [
        'transfers: download-new n',
        'deletes: trash d/e/a',
        'folder-deletes!: folder-prune d/e/, folder-prune d/',
      ],
    },
    {
      name: 'a file moves aside before a folder takes its name',
      local: 'a:x',
      remote: 'a/b:y a/',
      order: ['aside: clash-local-aside a', 'folders: folder-make a/', 'transfers: download-new a/b'],
    },
    {
      name: 'a deleted file is gone before a folder takes its name',
      local: 'a:x',
      remote: 'a/b:yy',
      base: 'a:x',
      order: ['make-way!: trash a', 'transfers: download-new a/b'],
    },
    {
      name: 'a deleted folder is gone, files first, before a file takes its name',
      local: 'a/b/c:x a/d:x',
      remote: 'a:yy',
      base: 'a/b/c:x a/d:x',
      order: [
        'make-way!: trash a/b/c, trash a/d, folder-prune a/b/, folder-prune a/',
        'transfers: download-new a',
      ],
    },
    {
      name: 'an empty folder is gone before a file takes its name',
      local: 'a/',
      remote: 'a:x',
      base: 'a/',
      order: ['make-way!: folder-remove a/', 'transfers: download-new a'],
    },
    {
      name: 'names beside the wanted one do not make way',
      local: 'a!:x a:x ab:x',
      remote: 'a/b:yy',
      base: 'a!:x a:x ab:x',
      order: ['make-way!: trash a', 'transfers: download-new a/b', 'deletes: trash a!, trash ab'],
    },
    {
      name: 'renames before transfers, which may use the old names again',
      local: 'b:x a:yy',
      remote: 'c:x',
      base: 'c:x',
      order: ['renames: rename-remote b', 'transfers: upload-new a'],
    },
    {
      name: 'objects of a folder that became a file are recycled after the file is up',
      local: 'a:yy',
      remote: 'a/b:x',
      base: 'a/b:x',
      order: ['transfers: upload-new a', 'deletes: recycle a/b'],
    },
  ])('$name', ({ name: _name, order, ...trees }) => {
    expect(planOf(trees)).toEqual(order);
  });

  it('shows what needs no work as notes, and passes over what is in step', () => {
    const made = plan(
      (
        ['blocked', 'unseen', 'folder-unseen', 'leave-local', 'leave-remote', 'in-sync', 'inspect'] as const
      ).map((code) => decided(code, code)),
    );
    expect(made.phases).toEqual([]);
    expect(made.notes.map(({ code }) => code)).toEqual([
      'blocked',
      'unseen',
      'folder-unseen',
      'leave-local',
      'leave-remote',
    ]);
  });
});

const names = ['a', 'a/b', 'a/b/c', 'a!', 'b', 'b/', 'a/', 'c/d', 'c/', 'c'];
const tree = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom('x', 'yy')), {
    selector: ([name]) => name,
    maxLength: 6,
  })
  .map((found) => found.filter(([name]) => !found.some(([other]) => other.startsWith(`${name}/`))))
  .map((found) =>
    found.map(([name, content]) => (name.endsWith('/') ? name : `${name}:${content}`)).join(' '),
  );

/** Decisions of three random trees, and the same in another order. */
const decisions = fc
  .record({ local: tree, remote: tree, base: tree })
  .map((trees) => reconcileTrees(trees).decisions)
  .map((found) => matchRenames(found, renameCandidates(found), () => 'sha-x'))
  .chain((found) =>
    fc.tuple(fc.constant(found), fc.shuffledSubarray([...found], { minLength: found.length })),
  );

describe('every plan', () => {
  it('is the same for the same decisions in any order', () => {
    fc.assert(
      fc.property(decisions, ([found, mixed]) => {
        expect(show(plan(mixed))).toEqual(show(plan(found)));
        expect(ids(plan(mixed).notes)).toEqual(ids(plan(found).notes));
      }),
      { numRuns: 500 },
    );
  });

  it('holds each decision once, or takes it for no work', () => {
    fc.assert(
      fc.property(decisions, ([found]) => {
        const made = plan(found);
        const planned = [...made.notes, ...made.phases.flatMap((phase) => phase.decisions)];
        const work = found.filter(({ code }) => code !== 'inspect');
        expect(ids(planned)).toEqual(ids(work));
      }),
      { numRuns: 500 },
    );
  });

  it('deletes nothing before all that is new has arrived, but for what stands in its way', () => {
    const order = ['aside', 'make-way', 'folders', 'renames', 'transfers', 'deletes', 'folder-deletes'];
    fc.assert(
      fc.property(decisions, ([found]) => {
        const { phases } = plan(found);
        const places = phases.map(({ name }) => order.indexOf(name));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const early = phases
          .filter(({ name }) => order.indexOf(name) < order.indexOf('deletes'))
          .flatMap((phase) => phase.decisions.filter(({ code }) => DELETING.has(code)));
        const coming = found.filter(({ code }) => COMING.has(code)).map(({ id }) => bare(id));
        const needless = early.filter(({ id }) => !coming.some((name) => related(bare(id), name)));
        expect(needless).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('removes a folder after everything it holds, one at a time', () => {
    fc.assert(
      fc.property(decisions, ([found]) => {
        const { phases } = plan(found);
        const steps = phases.flatMap((phase) => phase.decisions);
        const tooEarly = steps.filter(
          ({ code, id }, at) =>
            (code === 'folder-remove' || code === 'folder-prune') &&
            steps.slice(at + 1).some((later) => DELETING.has(later.code) && later.id.startsWith(id)),
        );
        expect(tooEarly).toEqual([]);
        for (const phase of phases) {
          const removes = phase.decisions.some(
            ({ code }) => code === 'folder-remove' || code === 'folder-prune',
          );
          expect(phase.serial || !removes).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const DELETING: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'trash',
  'recycle',
  'folder-recycle',
  'folder-remove',
  'folder-prune',
]);
const COMING: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'download-new',
  'download-changed',
  'download-edit-beats-delete',
  'rename-local',
  'folder-make',
]);

function bare(id: string): string {
  return id.replace(/\/$/, '');
}

/** One of two paths is, or lies above, the other. */
function related(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function ids(made: readonly Decision[]): readonly string[] {
  return made.map(({ code, id }) => `${code} ${id}`).sort();
}
