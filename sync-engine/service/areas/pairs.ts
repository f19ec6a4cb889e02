import { blockText, isBlockReason } from '../../contract/block-text.ts';
import type { PairState, ProblemRow } from '../../contract/api/index.ts';
import { errorText, isSyncErrorCode, type SyncErrorCode } from '../../contract/error-text.ts';
import type { PairConfig } from '../../contract/config.ts';
import { fail, forgetPair, requireMarker, type ProblemRecord } from '../../index.ts';
import type { ServiceContext } from '../context.ts';
import { inFolder } from '../in-folder.ts';
import { os } from '../os.ts';
import { heldPage, heldSeen } from './held-page.ts';
import { lookAtFolder, refusal } from './setup/folders.ts';

type Done = Record<string, never>;

const REFUSALS: ReadonlySet<string> = new Set<SyncErrorCode>([
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
]);

export function pairsRouter(context: ServiceContext) {
  /** Changes a pair's configuration; rejects `config-invalid`, and changes nothing, where it would not hold. */
  const configure = async (id: string, change: (config: PairConfig) => PairConfig): Promise<void> => {
    const home = await context.home();
    await home.change((config) => ({
      ...config,
      pairs: config.pairs.map((found) => (found.id === id ? change(found) : found)),
    }));
  };
  const reconfigure = async (id: string, change: (config: PairConfig) => PairConfig): Promise<Done> => {
    context.pair(id);
    await configure(id, change);
    await context.restart(id);
    return {};
  };

  return {
    pause: os.pairs.pause.handler(async ({ input: { pairs, untilMs } }) => {
      for (const id of pairs) {
        context.pair(id).pause(untilMs);
        await configure(id, (config) => ({ ...config, paused: untilMs ?? 'always' }));
      }
      return {};
    }),

    resume: os.pairs.resume.handler(async ({ input: { pairs } }) => {
      for (const id of pairs) {
        context.pair(id).resume();
        await configure(id, ({ paused: _over, ...config }) => config);
      }
      return {};
    }),

    syncNow: os.pairs.syncNow.handler(async ({ input }) => {
      const running = context.pair(input.pair);
      // Keys that were refused may have been renewed where they come from: read again with the pair.
      if (areKeysRefused(running.state())) await context.restart(input.pair);
      else running.wake();
      return {};
    }),

    rename: os.pairs.rename.handler(({ input: { pair: id, name } }) =>
      reconfigure(id, (config) => ({ ...config, name })),
    ),

    setFolder: os.pairs.setFolder.handler(async ({ input: { pair: id, folder } }) => {
      const { path, fault } = await lookAtFolder(context, folder, id);
      if (fault !== undefined) throw refusal(fault);
      await requireMarker(path, id, context.parts);
      return await reconfigure(id, (config) => ({ ...config, folder: path }));
    }),

    setMode: os.pairs.setMode.handler(({ input: { pair: id, mode } }) =>
      reconfigure(id, (config) => ({ ...config, mode })),
    ),

    setLimits: os.pairs.setLimits.handler(({ input: { pair: id, up, down, transfers } }) =>
      reconfigure(id, ({ limits: _before, ...config }) => ({
        ...config,
        limits: {
          ...(up === null ? {} : { uploadBytesPerSecond: up }),
          ...(down === null ? {} : { downloadBytesPerSecond: down }),
          ...(transfers === null ? {} : { transfers }),
        },
      })),
    ),

    remove: os.pairs.remove.handler(async ({ input }) => {
      const { config } = context.pair(input.pair);
      await context.stop(config.id);
      try {
        await forgetPair(await context.home(), config, context.parts);
      } catch (caught) {
        // It is configured still, mostly: what cannot be removed goes on.
        await context.start(config.id).catch(() => undefined);
        throw caught;
      }
      return {};
    }),

    problems: os.pairs.problems.handler(({ input }) =>
      context.pair(input.pair).engine().problems().map(problemRow),
    ),

    held: os.pairs.held.handler(({ input: { pair: id, offset, limit } }) => {
      return heldPage(context.pair(id).engine().held(), { offset, limit });
    }),

    answerHeld: os.pairs.answerHeld.handler(({ input: { pair: id, answer, seen } }) => {
      const running = context.pair(id);
      const engine = running.engine();
      if (heldSeen(engine.held()) !== seen)
        throw fail('held-changed', 'the held deletions are not those that were shown');
      const count = answer === 'move' ? engine.approveHeld() : engine.rejectHeld();
      running.wake();
      return { count };
    }),

    reveal: os.pairs.reveal.handler(async ({ input: { pair: id, path } }) => {
      const { reveal } = context.options;
      if (reveal === undefined) throw fail('unsupported', 'there is no file manager to show it in');
      await reveal(inFolder(context.pair(id).config.folder, path));
      return {};
    }),
  };
}

function areKeysRefused({ activity, halted }: PairState): boolean {
  return activity !== 'stopped' && REFUSALS.has(halted?.code ?? '');
}

function problemRow(problem: ProblemRecord): ProblemRow {
  const { path, kind, code, message, attempts, sinceMs, retryAtMs } = problem;
  const text = isBlockReason(code)
    ? blockText(code)
    : isSyncErrorCode(code)
      ? errorText({ code, path, message })
      : { title: code, message, remedy: '' };
  return {
    path,
    kind,
    code,
    ...text,
    attempts,
    sinceMs,
    ...(retryAtMs === 0 ? {} : { retryAtMs }),
  };
}
