import { describe, expect, it } from 'vitest';
import type { PairState } from '../../sync-engine/contract/api/index.ts';
import { NO_REQUESTS } from '../../sync-engine/contract/api/state.ts';
import { costOf } from '../../renderer/screens/home/costs.ts';
import { needsOf } from '../../sync-engine/contract/needs.ts';
import { situationOf } from '../../sync-engine/contract/situation.ts';
import { actionOf } from '../../renderer/screens/home/need-actions.ts';
import { buttonOf } from '../../renderer/screens/home/need-words.ts';
import { pauseEnd } from '../../renderer/screens/home/pause-end.ts';
import { pairState } from '../service/states.ts';
import { shareDone, timeLeftMs } from '../../renderer/screens/home/time-left.ts';

function pair(now: Partial<PairState> = {}): PairState {
  return pairState({ id: crypto.randomUUID(), ...now });
}

function halted(code: string): PairState['halted'] {
  return { code, title: 'title', message: 'message', remedy: 'remedy' } as PairState['halted'];
}

const working = pair({
  activity: 'working',
  progress: { filesDone: 4, filesTotal: 10, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, steady: false },
});

describe('the sentence of the first screen', () => {
  const cases: readonly (readonly [string, readonly PairState[], string, string])[] = [
    ['no folder yet', [], 'empty', 'none'],
    ['all in step', [pair(), pair()], 'good', 'inStep'],
    ['files left to move', [pair(), working], 'working', 'working'],
    ['not looked at since it was opened', [pair(), pair({ settled: false })], 'looking', 'looking'],
    ['a look as every minute', [pair({ activity: 'looking' })], 'good', 'inStep'],
    ['paused by hand', [pair({ activity: 'paused', pausedBy: 'user' })], 'paused', 'paused'],
    ['paused for an hour', [pair({ activity: 'paused', pausedUntilMs: 5 })], 'paused', 'pausedUntil'],
    [
      'at rest by schedule',
      [pair({ activity: 'paused', pausedBy: 'schedule' })],
      'paused',
      'pausedBySchedule',
    ],
    ['one of two paused', [pair(), pair({ activity: 'paused' })], 'good', 'partlyPaused'],
    ['deletions held', [pair({ held: 60 })], 'attention', 'held'],
    ['conflicts', [pair({ conflicts: 1 })], 'attention', 'conflicts'],
    ['blocked and failed', [pair({ blocked: 1, failed: 2 })], 'attention', 'problems'],
    ['keys refused', [pair({ halted: halted('credentials-invalid') })], 'stopped', 'signIn'],
    ['session over', [pair({ halted: halted('credentials-expired') })], 'stopped', 'signIn'],
    ['permission missing', [pair({ halted: halted('access-denied') })], 'stopped', 'permission'],
    ['folder away', [pair({ halted: halted('root-missing') })], 'stopped', 'moved'],
    ['folder not readable', [pair({ halted: halted('local-denied') })], 'stopped', 'folder'],
    ['keys locked', [pair({ halted: halted('passphrase-wrong') })], 'stopped', 'locked'],
    ['folder replaced', [pair({ halted: halted('root-replaced'), held: 1 })], 'attention', 'replaced'],
    ['bucket away', [pair({ halted: halted('bucket-missing') })], 'stopped', 'bucket'],
    ['index damaged', [pair({ halted: halted('index-corrupt') })], 'stopped', 'halted'],
    [
      'no network for a paused pair',
      [pair({ activity: 'paused', halted: halted('network') })],
      'paused',
      'paused',
    ],
    ['no network', [pair({ halted: halted('network') })], 'offline', 'offline'],
    ['still being opened', [pair({ settled: false, halted: halted('aborted') })], 'looking', 'looking'],
    ['held over conflicts', [pair({ conflicts: 3 }), pair({ held: 30 })], 'attention', 'held'],
    ['no network over conflicts', [pair({ halted: halted('network'), conflicts: 3 })], 'offline', 'offline'],
    [
      'no network over conflicts and problems of another',
      [pair({ conflicts: 3, blocked: 1 }), pair({ halted: halted('timeout') })],
      'offline',
      'offline',
    ],
    ['held over no network', [pair({ halted: halted('network'), held: 40 })], 'attention', 'held'],
    ['a need over work', [working, pair({ blocked: 1 })], 'attention', 'problems'],
  ];
  it.each(cases)('%s', (_name, pairs, mood, key) => {
    expect(situationOf(pairs)).toMatchObject({ mood, key });
  });

  it('counts what is alike over all pairs', () => {
    expect(situationOf([pair({ conflicts: 2 }), pair({ conflicts: 3 })]).count).toBe(5);
    expect(situationOf([pair({ blocked: 2, failed: 1 })]).count).toBe(3);
    expect(situationOf([working, working]).count).toBe(12);
  });

  it('says when a pause ends that ends by itself', () => {
    const paused = pair({ activity: 'paused', pausedBy: 'user' });
    expect(
      situationOf([
        { ...paused, pausedUntilMs: 9 },
        { ...paused, pausedUntilMs: 7 },
      ]).untilMs,
    ).toBe(7);
    expect(situationOf([{ ...paused, pausedUntilMs: 9 }, paused])).toMatchObject({ key: 'paused' });
  });
});

describe('what needs attention', () => {
  it('names everything about a pair, the most urgent first', () => {
    const needs = needsOf([
      pair({ conflicts: 1, blocked: 2, halted: halted('access-denied') }),
      pair({ held: 40, halted: halted('network') }),
    ]);
    expect(needs.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'held 40',
      'permission 1',
      'offline 1',
      'conflicts 1',
      'problems 2',
    ]);
  });

  it('leads to the screen of the pair it is about', () => {
    const one = pair({ conflicts: 1, failed: 1, held: 1 });
    expect(needsOf([one]).map(actionOf)).toEqual(
      ['held', 'conflicts', 'problems'].map((screen) => ({ kind: 'open', to: `/${screen}/${one.id}` })),
    );
  });

  it('has a pair that rests go on, where it would look again', () => {
    const one = pair({ halted: halted('local-denied'), activity: 'paused', conflicts: 1 });
    const needs = needsOf([one]);
    expect(needs.map((need) => actionOf(need).kind)).toEqual(['resume', 'open']);
    expect(needs.map(buttonOf)).toEqual(['resume', 'resolve']);
    expect(needsOf([{ ...one, activity: 'resting' }]).map(buttonOf)).toEqual(['look', 'resolve']);
  });

  it('asks for new keys, unless what keeps them cannot be used', () => {
    const needs = ['credentials-expired', 'secret-store-unavailable', 'secret-file-damaged'].flatMap((code) =>
      needsOf([pair({ halted: halted(code) })]),
    );
    expect(needs.map((need) => actionOf(need).kind)).toEqual(['signIn', 'retry', 'retry']);
    expect(needs.map(buttonOf)).toEqual(['signIn', 'tryAgain', 'tryAgain']);
  });

  it('asks once for the passphrase of the file that has the keys of all', () => {
    const locked = { halted: halted('passphrase-missing') };
    const needs = needsOf([
      pair({ ...locked, name: 'a' }),
      pair({ held: 1 }),
      pair({ ...locked, name: 'b' }),
    ]);
    expect(needs.map(({ kind }) => kind)).toEqual(['held', 'locked']);
    expect(needs[1]?.also?.map(({ name }) => name)).toEqual(['b']);
  });

  it('asks about a replaced folder once', () => {
    const needs = needsOf([pair({ halted: halted('root-replaced'), held: 1 })]);
    expect(needs.map(({ kind }) => kind)).toEqual(['replaced']);
  });
});

describe('time left', () => {
  const progress = {
    filesDone: 1,
    filesTotal: 4,
    bytesDone: 250,
    bytesTotal: 1000,
    bytesPerSecond: 50,
    steady: true,
  };
  it('is what is left at the rate of now', () => expect(timeLeftMs(progress)).toBe(15_000));
  it('is unknown without a rate that was measured for a while, and when nothing is left', () => {
    expect(timeLeftMs({ ...progress, steady: false })).toBeUndefined();
    expect(timeLeftMs({ ...progress, bytesPerSecond: 0 })).toBeUndefined();
    expect(timeLeftMs({ ...progress, bytesDone: 1000 })).toBeUndefined();
  });
  it('shows progress by bytes, or by files where there are no bytes', () => {
    expect(shareDone(progress)).toBe(0.25);
    expect(shareDone({ ...progress, bytesDone: 0, bytesTotal: 0 })).toBe(0.25);
    expect(shareDone({ ...progress, bytesDone: 2000 })).toBe(1);
  });
});

describe('a pause', () => {
  const now = new Date(2026, 10, 21, 17, 30).getTime();
  it('of an hour ends in an hour', () => expect(pauseEnd('hour', now)).toBe(now + 3_600_000));
  it('until tomorrow ends at eight in the morning, local time', () => {
    expect(pauseEnd('tomorrow', now)).toBe(new Date(2026, 10, 22, 8).getTime());
  });
  it('until it is ended has no end', () => expect(pauseEnd('always', now)).toBeUndefined());
});

describe('the cost of requests', () => {
  const meter = { ...NO_REQUESTS, PUT: 1000, GET: 2000, LIST: 1000, DELETE: 5000, bytesDown: 1e9 };
  const credentials = 'env';
  it('is theirs at list price with the transfer, deletes being free', () => {
    expect(costOf([{ meter, credentials }])).toBeCloseTo(0.005 + 2 * 0.0004 + 0.005 + 0.09);
  });
  it('is nothing on the embedded store', () => {
    expect(costOf([{ meter, credentials: 'embedded' }])).toBe(0);
  });
  it('is unknown where one price is', () => {
    const elsewhere = { meter, credentials, endpoint: 'https://objects.example.com' } as const;
    expect(costOf([{ meter, credentials }, elsewhere])).toBeNull();
  });
});
