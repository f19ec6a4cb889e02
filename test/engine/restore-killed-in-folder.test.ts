import { expect, it } from 'vitest';
import type { DiskCall } from '../../sync-engine/adapters/fs/intercept.ts';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RestoreRequest } from '../../sync-engine/engine/recycle-bin.ts';
import { createRestoreHistory } from '../../sync-engine/engine/restore-history.ts';
import type { RestoreRecord, RestoreReport } from '../../sync-engine/ports/restore-record.ts';
import { binScene } from './bin-scene.ts';
import { SILENT } from './rig.ts';

const NOTHING: RestoreReport = { restored: 0, identical: 0, removed: 0, bytes: 0, failures: [] };
/** Calls that change a folder, or make that last. */
const STEPS: ReadonlySet<DiskCall['name']> = new Set<DiskCall['name']>([
  'link',
  'rename',
  'unlink',
  'rmdir',
  'syncFolder',
]);

/** An upload-only pair whose runs are on record, as the service has them, and whose process can be killed at a disk call. */
async function scene() {
  const all = await binScene({}, { mode: 'upload-only' });
  const { anna } = all;
  let id = 0;
  const history = () => createRestoreHistory({ index: anna.parts.index, log: SILENT });

  const begin = async (what: RestoreRequest | { readonly undoes: string }, signal?: AbortSignal) => {
    const undoes = 'undoes' in what ? what.undoes : undefined;
    const record: RestoreRecord = {
      id: `run ${++id}`,
      what: undoes === undefined ? 'restore' : 'undo',
      undoes,
      startedMs: id,
      state: 'running',
      report: NOTHING,
    };
    const kept = history();
    kept.put(record);
    const bin = createRecycleBin(anna.parts, () => NO_TRAITS);
    const prepared =
      'undoes' in what ? await bin.prepareUndo(kept.changes(what.undoes)) : await bin.prepare(what);
    const run = async (): Promise<RestoreReport> => {
      let report = NOTHING;
      let state: RestoreRecord['state'] = 'stopped';
      try {
        await prepared.run({
          ...(signal === undefined ? {} : { signal }),
          onAttempt: (change, takesBack) => kept.attempts(record, change, takesBack),
          onChange: (change) => kept.changed(record, change),
          onEnd: (done) => (report = done),
        });
        state = 'ended';
      } finally {
        kept.put({ ...record, state, report });
      }
      return report;
    };
    return { id: record.id, run };
  };
  const run = async (what: RestoreRequest | { readonly undoes: string }) => {
    const begun = await begin(what);
    return { id: begun.id, report: await begun.run() };
  };

  /** The next process of the same pair, which dies ahead of the disk call number `at`; with that, resolves when it did. */
  const nextProcess = async (at = Infinity) => {
    const died = Promise.withResolvers<'died'>();
    let left = Infinity;
    const beforeDisk = ({ name }: DiskCall): Promise<void> | undefined => {
      if (!STEPS.has(name) || left-- > 0) return undefined;
      died.resolve('died');
      return new Promise(() => undefined);
    };
    await anna.restart({ beforeDisk });
    return { died: died.promise, arm: () => void (left = at) };
  };
  return { ...all, history, begin, run, nextProcess };
}

/** One file in each state that a restore to a time finds, and what the restore does to it. */
const KINDS = ['overwritten', 'created', 'taken'] as const;

async function changedSince() {
  const all = await scene();
  const { anna, settle } = all;
  for (const name of ['overwritten', 'd/created']) await anna.write(name, `${name}, then`);
  await anna.write('stays', 'x');
  const asOfMs = await settle();
  const change = {
    overwritten: () => anna.write('overwritten', 'overwritten, and longer since'),
    created: () => anna.remove('d'),
    taken: () => anna.write('taken', 'taken, made since'),
  };
  for (const kind of KINDS) await change[kind]();
  await settle();
  const request = (kind: (typeof KINDS)[number]): RestoreRequest => ({
    paths: [kind === 'created' ? 'd/created' : kind],
    asOfMs,
  });
  return { ...all, change, request, after: await anna.contents() };
}

it.each(KINDS)(
  'undoes a restore that was killed at any disk call: %s',
  { timeout: 120_000 },
  async (kind) => {
    const { anna, run, begin, nextProcess, history, request, after } = await changedSince();
    for (let at = 0, over = false; !over; at++) {
      const { died, arm } = await nextProcess(at);
      const restore = await begin(request(kind));
      arm();
      over = (await Promise.race([restore.run(), died])) !== 'died';
      await nextProcess();
      const { report } = await run({ undoes: restore.id });
      expect({ at, failures: report.failures }).toEqual({ at, failures: [] });
      expect({ at, ...filesOf(await anna.contents()) }).toEqual({ at, ...filesOf(after) });
      expect(history().canUndo(restore.id)).toBe(false);
      await anna.sync();
    }
  },
);

it.each(KINDS)(
  'finishes an undo that was killed at any disk call: %s',
  { timeout: 120_000 },
  async (kind) => {
    const { anna, run, begin, nextProcess, history, request, change, after } = await changedSince();
    for (let at = 0, over = false; !over; at++) {
      const { died, arm } = await nextProcess(at);
      const restored = await run(request(kind));
      const before = filesOf(await anna.contents());
      const undo = await begin({ undoes: restored.id });
      arm();
      over = (await Promise.race([undo.run(), died])) !== 'died';
      await nextProcess();
      const { id, report } = await run({ undoes: restored.id });
      expect({ at, failures: report.failures }).toEqual({ at, failures: [] });
      expect({ at, ...filesOf(await anna.contents()) }).toEqual({ at, ...filesOf(after) });
      expect(history().canUndo(restored.id)).toBe(false);
      // What the two undos took back comes again.
      for (const undone of [id, undo.id]) await run({ undoes: undone });
      expect({ at, ...filesOf(await anna.contents()) }).toEqual({ at, ...before });
      await change[kind]();
      await anna.sync();
    }
  },
);

it('an undo that is stopped half-way is finished by another, and both can be taken back', async () => {
  const { anna, run, begin, settle, history } = await scene();
  const names = Array.from({ length: 40 }, (_, n) => `f${n}`);
  const then: Record<string, string> = {};
  const since: Record<string, string> = {};
  for (const name of names) {
    then[name] = `${name}, then`;
    since[name] = `${name}, and longer since`;
  }
  for (const texts of [then, since]) {
    for (const name of names) await anna.write(name, texts[name] ?? '');
    await settle();
  }
  const stop = new AbortController();
  let armed = false;
  await anna.restart({
    beforeDisk: ({ name, path }) => {
      if (armed && name === 'link' && path.includes('/.windlass/trash/')) stop.abort();
    },
  });
  const restored = await run({ paths: names });
  const undo = await begin({ undoes: restored.id }, stop.signal);
  armed = true;
  await expect(undo.run()).rejects.toMatchObject({ error: { code: 'aborted' } });
  const half = Object.values(await anna.contents()).filter((text) => text.endsWith('since'));
  expect(half.length).toBeGreaterThan(0);
  expect(half.length).toBeLessThan(names.length);
  const rest = await run({ undoes: restored.id });
  expect(rest.report).toMatchObject({ restored: names.length - half.length, failures: [] });
  expect(await anna.contents()).toEqual(since);
  expect(history().canUndo(restored.id)).toBe(false);
  for (const id of [rest.id, undo.id]) expect((await run({ undoes: id })).report.failures).toEqual([]);
  expect(await anna.contents()).toEqual(then);
});

function filesOf(contents: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(contents).filter(([name]) => !name.endsWith('/')));
}
