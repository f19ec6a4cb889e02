import { describe, expect, it } from 'vitest';

import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { createAdaptiveGate } from '../../sync-engine/adapters/object-store/adaptive-gate.ts';
import { createBandwidth } from '../../sync-engine/adapters/object-store/bandwidth.ts';
import { throttling } from '../../sync-engine/adapters/object-store/throttling.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { noise, readAll, refusal, sourceOf, text } from './conformance/subject.ts';
import { hurriedClock, memoryBucket } from './tools/memory.ts';

/** Resolves when every promise that can settle without the outside world has. */
const everythingReady = () => new Promise((resolve) => setImmediate(resolve));

describe('bandwidth', () => {
  it('holds its average over many small and few large bodies', async () => {
    const clock = hurriedClock();
    const bandwidth = createBandwidth(clock, 1000);
    const startedMs = clock.monotonic();
    for (const bytes of [100, 5000, 1, 899, 4000]) await bandwidth.take(bytes);
    // 10,000 bytes, of which the first 1,000 are in the bucket.
    const tookMs = clock.monotonic() - startedMs;
    expect(tookMs).toBeGreaterThan(8900);
    expect(tookMs).toBeLessThan(9200);
  });

  it('without a limit never waits, and can be changed at any time', async () => {
    const clock = hurriedClock();
    const bandwidth = createBandwidth(clock);
    await bandwidth.take(1e12);
    bandwidth.setLimit(1000);
    await bandwidth.take(3000);
    bandwidth.setLimit(undefined);
    await bandwidth.take(1e12);
    expect(clock.slept.map((ms) => Math.round(ms / 100))).toEqual([20]);
  });

  it('tells who waits how much it has let pass, after the debts of those before', async () => {
    const clock = hurriedClock();
    const bandwidth = createBandwidth(clock, 1000);
    await bandwidth.take(2000);
    await bandwidth.take(1000);
    const passed: number[] = [];
    await bandwidth.take(1000, undefined, (bytes) => passed.push(bytes));
    expect(passed).toHaveLength(4);
    expect(passed.at(0)).toBeLessThanOrEqual(260);
    expect(passed).toEqual(passed.toSorted((a, b) => a - b));
    expect(passed.at(-1)).toBe(1000);
  });

  it('tells of a streamed upload how far it is while it waits, and nothing of its own without a limit', async () => {
    const clock = hurriedClock();
    const { store } = await memoryBucket({ clock });
    const gate = createAdaptiveGate({ clock });
    const up = createBandwidth(clock, 10_000);
    const limited = throttling(store, { gate, up, down: createBandwidth(clock) });
    const told: number[] = [];
    const send = (): Promise<unknown> => {
      told.length = 0;
      return limited.putStream('a', sourceOf(noise(60_000), 20_000), {
        onProgress: (bytes) => told.push(bytes),
      });
    };
    await send();
    // The first second's worth passes at once, the others in quarters of a second.
    expect(told.length).toBeGreaterThan(15);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(0)).toBeGreaterThan(0);
    expect(told.at(-1)).toBe(60_000);
    up.setLimit(undefined);
    await send();
    expect(told).toEqual([60_000]);
  });

  it('limits what a store sends and receives, whatever the call', async () => {
    const clock = hurriedClock();
    const { store } = await memoryBucket({ clock });
    const limited = throttling(store, {
      gate: createAdaptiveGate({ clock }),
      up: createBandwidth(clock, 100_000),
      down: createBandwidth(clock, 50_000),
    });
    const total = () => Math.round(clock.slept.reduce((sum, ms) => sum + ms, 0) / 100);
    await limited.put('a', noise(200_000));
    await limited.putStream('b', sourceOf(noise(200_000), 10_000));
    const { uploadId } = await limited.multipart.create('c');
    await limited.multipart.uploadPart({ key: 'c', uploadId }, 1, noise(200_000));
    expect(total()).toBe(50);
    expect((await readAll(limited, 'a')).byteLength).toBe(200_000);
    expect(total()).toBe(50 + 30);
  });
});

describe('the gate', () => {
  /** A call that ends when told to. */
  function held(): { readonly work: () => Promise<void>; started(): boolean; end(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    let started = false;
    return {
      work: () => {
        started = true;
        return promise;
      },
      started: () => started,
      end: resolve,
    };
  }
  const throttled = (): Promise<never> => Promise.reject(fail('throttled', 'slow down'));

  it('lets no more calls run than its limit, and the next one when one ends', async () => {
    const gate = createAdaptiveGate({ clock: createVirtualClock(0), start: 2, max: 2 });
    const calls = [held(), held(), held()];
    const running = calls.map(({ work }) => gate.run(work));
    await everythingReady();
    expect(calls.map((call) => call.started())).toEqual([true, true, false]);
    calls[1]?.end();
    await everythingReady();
    expect(calls.map((call) => call.started())).toEqual([true, true, true]);
    for (const call of calls) call.end();
    await Promise.all(running);
  });

  it('halves when the server throttles, once for one burst, and grows again with success', async () => {
    const clock = createVirtualClock(0);
    const gate = createAdaptiveGate({ clock, start: 16, max: 16 });
    await Promise.allSettled(Array.from({ length: 8 }, () => gate.run(throttled)));
    expect(gate.limit()).toBe(8);
    clock.advance(1500);
    await gate.run(throttled).catch(() => undefined);
    expect(gate.limit()).toBe(4);
    for (let round = 0; round < 60; round++)
      await Promise.all(Array.from({ length: 16 }, () => gate.run(async () => undefined)));
    expect(gate.limit()).toBe(16);
  });

  it('never goes below its least, nor above its most', async () => {
    const clock = createVirtualClock(0);
    const gate = createAdaptiveGate({ clock, min: 2, start: 4, max: 5 });
    for (let round = 0; round < 5; round++) {
      await gate.run(throttled).catch(() => undefined);
      clock.advance(2000);
    }
    expect(gate.limit()).toBe(2);
    for (let round = 0; round < 100; round++)
      await Promise.all(Array.from({ length: 8 }, () => gate.run(async () => undefined)));
    expect(gate.limit()).toBe(5);
  });

  it('shrinks when small calls take seconds that took milliseconds before', async () => {
    const clock = createVirtualClock(0);
    const gate = createAdaptiveGate({ clock, start: 8, max: 8 });
    const taking = (ms: number) => gate.run(async () => clock.advance(ms));
    for (let call = 0; call < 10; call++) await taking(20);
    expect(gate.limit()).toBe(8);
    for (let call = 0; call < 20; call++) await taking(5000);
    expect(gate.limit()).toBeLessThan(8);
  });

  it('takes no notice of large calls that take long', async () => {
    const clock = createVirtualClock(0);
    const gate = createAdaptiveGate({ clock, start: 8, max: 8 });
    await gate.run(async () => clock.advance(20));
    for (let call = 0; call < 20; call++) await gate.run(async () => clock.advance(5000), { small: false });
    expect(gate.limit()).toBe(8);
  });

  it('lets a call that waits be aborted, and keeps no place for it', async () => {
    const gate = createAdaptiveGate({ clock: createVirtualClock(0), start: 1, max: 1 });
    const first = held();
    const running = gate.run(first.work);
    const stop = new AbortController();
    const waiting = gate.run(async () => undefined, { signal: stop.signal });
    stop.abort();
    expect(await refusal(waiting)).toBe('aborted');
    first.end();
    await running;
    await gate.run(async () => undefined);
    expect(gate.limit()).toBe(1);
  });

  it('is passed by every call of a store', async () => {
    const { store } = await memoryBucket();
    const clock = createVirtualClock(0);
    const gate = createAdaptiveGate({ clock, start: 1, max: 1 });
    const limited = throttling(store, { gate, up: createBandwidth(clock), down: createBandwidth(clock) });
    const first = held();
    const running = gate.run(first.work);
    let done = false;
    const put = limited.put('a', text('x')).then(() => (done = true));
    await everythingReady();
    expect(done).toBe(false);
    first.end();
    await Promise.all([running, put]);
    expect(await store.head('a')).toBeDefined();
  });
});
