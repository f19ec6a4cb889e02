import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { systemClock } from '../../sync-engine/adapters/system/system-clock.ts';
import { systemRandom } from '../../sync-engine/adapters/system/system-random.ts';
import { failsWith } from './expect.ts';

describe('virtual clock', () => {
  test('fires timers in order of time, then of registration, and only when told', async () => {
    const clock = createVirtualClock(1000);
    const fired: string[] = [];
    const sleeps = [
      clock.sleep(20).then(() => fired.push('late')),
      clock.sleep(10).then(() => fired.push('early')),
      clock.sleep(10).then(() => fired.push('early too')),
    ];
    expect([clock.pending(), clock.nextAt(), clock.now()]).toEqual([3, 1010, 1000]);
    expect(clock.advanceToNext()).toBe(true);
    clock.advance(10);
    await Promise.all(sleeps);
    expect(fired).toEqual(['early', 'early too', 'late']);
    expect([clock.pending(), clock.now(), clock.monotonic()]).toEqual([0, 1020, 20]);
    expect(clock.advanceToNext()).toBe(false);
  });

  test('lets go of a timer whose signal fires', async () => {
    const clock = createVirtualClock(0);
    const abort = new AbortController();
    const sleep = clock.sleep(10, abort.signal);
    abort.abort();
    await expect(sleep).rejects.toEqual(failsWith('aborted'));
    await expect(clock.sleep(10, abort.signal)).rejects.toEqual(failsWith('aborted'));
    expect(clock.pending()).toBe(0);
  });
});

describe('system clock', () => {
  test('sleeps at least as long as asked, and stops when cancelled', async () => {
    const start = systemClock.monotonic();
    await systemClock.sleep(5);
    expect(systemClock.monotonic() - start).toBeGreaterThanOrEqual(4);
    await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toEqual(failsWith('aborted'));
  });
});

for (const [name, random] of [
  ['system', systemRandom],
  ['seeded', createSeededRandom(7)],
] as const) {
  test(`${name} randomness gives floats below one, ids of the alphabet and version-4 UUIDs`, () => {
    const floats = Array.from({ length: 2000 }, () => random.float());
    expect(Math.min(...floats)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...floats)).toBeLessThan(1);
    expect(floats.reduce((sum, value) => sum + value, 0) / floats.length).toBeCloseTo(0.5, 1);
    expect(random.id(200)).toMatch(/^[0-9a-z]{200}$/);
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
}

describe('seeded randomness', () => {
  test('repeats for one seed and differs between seeds and forks', () => {
    const draw = (seed: number): string => createSeededRandom(seed).id(20);
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
    const parent = createSeededRandom(1);
    expect(parent.fork().id(20)).not.toBe(parent.fork().id(20));
  });

  test('draws every integer below its bound and every item', () => {
    const random = createSeededRandom(3);
    const drawn = new Set(Array.from({ length: 500 }, () => random.integer(6)));
    expect(drawn).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
