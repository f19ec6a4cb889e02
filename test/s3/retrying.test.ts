import { describe, expect, it } from 'vitest';

import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { retrying } from '../../sync-engine/adapters/object-store/retrying.ts';
import { fail } from '../../sync-engine/core/error.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { listAll, noise, readAll, refusal, sourceOf, text } from './conformance/subject.ts';
import { failing, type Fault } from './tools/faults.ts';
import { hurriedClock, memoryBucket } from './tools/memory.ts';

async function world(faults: Fault[], options: { readonly pageSize?: number } = {}) {
  const { account, store: inner } = await memoryBucket(options);
  const faulty = failing(inner, faults);
  const clock = hurriedClock();
  const store = retrying(faulty, { clock, random: createSeededRandom(7), attempts: 4 });
  return { account, inner, faulty, clock, store };
}

const lost = (operation: string): Fault => ({ operation, code: 'network', when: 'after' });
const refused = (operation: string): Fault => ({ operation, code: 'server-error', when: 'before' });

describe('a call that fails', () => {
  it('transiently is made again, each time after a wait', async () => {
    const { store, clock, inner } = await world([refused('put'), refused('put')]);
    await store.put('a', text('hello'));
    expect((await readAll(inner, 'a')).toString()).toBe('hello');
    expect(clock.slept).toHaveLength(2);
  });

  it('again and again is given up, with the last error', async () => {
    const { store, faulty } = await world(Array.from({ length: 9 }, () => refused('head')));
    expect(await refusal(store.head('a'))).toBe('server-error');
    expect(faulty.calls).toEqual(['head', 'head', 'head', 'head']);
  });

  it('for good is not made again', async () => {
    const { store, faulty } = await world([{ operation: 'head', code: 'access-denied', when: 'before' }]);
    expect(await refusal(store.head('a'))).toBe('access-denied');
    expect(faulty.calls).toEqual(['head']);
  });

  it('with a Retry-After waits at least that long', async () => {
    const { store, clock } = await world([
      { operation: 'head', code: 'throttled', when: 'before', retryAfterMs: 7000 },
    ]);
    await store.head('a');
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7000);
  });
});

describe('a conditional write whose answer was lost', () => {
  const metadata = { sha256: 'a'.repeat(64), device: 'one' };

  it('succeeds when what is there is what was sent', async () => {
    const { store, inner } = await world([lost('put')]);
    const written = await store.put('a', text('hello'), { ifAbsent: true, metadata });
    expect(written.etag).toBe((await inner.head('a'))?.etag);
  });

  it('over an earlier version succeeds the same way', async () => {
    const { store, inner } = await world([lost('put')]);
    const { etag } = await inner.put('a', text('old'));
    const written = await store.put('a', text('new!'), { ifMatch: etag, metadata });
    expect(written.etag).toBe((await inner.head('a'))?.etag);
  });

  it('is a lost race when somebody else wrote meanwhile, even something of the same size', async () => {
    const { store, inner } = await world([refused('put')]);
    await inner.put('a', text('other'), { metadata: { ...metadata, device: 'two' } });
    expect(await refusal(store.put('a', text('hello'), { ifAbsent: true, metadata }))).toBe(
      'precondition-failed',
    );
    expect((await readAll(inner, 'a')).toString()).toBe('other');
  });

  it('and nobody can tell whose object it is, is a lost race', async () => {
    const { store } = await world([lost('put')]);
    expect(await refusal(store.put('a', text('hello'), { ifAbsent: true }))).toBe('precondition-failed');
  });

  it('refused without any doubt before it, is not looked after', async () => {
    const { store, inner, faulty } = await world([]);
    await inner.put('a', text('hello'), { metadata });
    expect(await refusal(store.put('a', text('hello'), { ifAbsent: true, metadata }))).toBe(
      'precondition-failed',
    );
    expect(faulty.calls).toEqual(['put']);
  });

  it('succeeds as a stream, its source opened again', async () => {
    const { store, inner } = await world([lost('putStream')]);
    const bytes = noise(100_000);
    await store.putStream('a', sourceOf(bytes, 1000), { ifAbsent: true, metadata });
    expect((await readAll(inner, 'a')).equals(bytes)).toBe(true);
  });

  it('succeeds as a completed upload, though the upload is gone by then', async () => {
    const { store, inner } = await world([lost('multipart.complete')]);
    const { uploadId } = await store.multipart.create('a');
    const upload = { key: 'a', uploadId };
    const part = await store.multipart.uploadPart(upload, 1, text('hello'));
    const written = await store.multipart.complete(upload, [part], { ifAbsent: true });
    expect(written.etag).toBe((await inner.head('a'))?.etag);
  });

  it('succeeds as a copy', async () => {
    const { store, inner } = await world([lost('copyFrom')]);
    const { etag } = await inner.put('a', text('hello'));
    const source = { bucket: 'b', key: 'a', size: 5 };
    expect((await store.copyFrom(source, 'c', { ifSourceMatch: etag, ifAbsent: true })).etag).toBe(etag);
  });
});

describe('a listing', () => {
  it('goes on after its last key when a page fails: each key once, none left out', async () => {
    const keys = Array.from({ length: 25 }, (_, at) => `k${String(at).padStart(2, '0')}`);
    const { store, inner } = await world(
      [refused('list'), { ...lost('list'), spares: 2 }, refused('list'), { ...refused('list'), spares: 3 }],
      { pageSize: 4 },
    );
    for (const key of keys) await inner.put(key, text(''));
    expect((await listAll(store)).map(({ key }) => key)).toEqual(keys);
  });

  it('rejects when a page keeps failing', async () => {
    const { store, inner } = await world(Array.from({ length: 4 }, () => refused('list')));
    await inner.put('a', text(''));
    expect(await refusal(listAll(store))).toBe('server-error');
  });
});

describe('a body', () => {
  /** Breaks every body after `bytes`. */
  const breaking = (store: ObjectStore, bytes: number): ObjectStore => ({
    ...store,
    async get(key, options) {
      const content = await store.get(key, options);
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of content.body) {
          yield chunk.subarray(0, bytes);
          if (chunk.byteLength > bytes) throw fail('network', 'planned break');
        }
      };
      return { ...content, body: broken() };
    },
  });
  const options = { clock: hurriedClock(), random: createSeededRandom(7) };

  it('that breaks goes on where it was', async () => {
    const { store } = await memoryBucket();
    const bytes = noise(2500);
    await store.put('a', bytes);
    const steady = retrying(breaking(store, 1000), options);
    expect((await readAll(steady, 'a')).equals(bytes)).toBe(true);
    const { body } = await steady.get('a', { range: { start: 100, end: 2300 } });
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes.subarray(100, 2301))).toBe(true);
  });

  it('never goes on with another version', async () => {
    const { store } = await memoryBucket();
    await store.put('a', noise(2500));
    const { body } = await retrying(breaking(store, 1000), options).get('a');
    const reading = (async () => {
      for await (const _chunk of body) await store.put('a', noise(2500, 2));
    })();
    expect(await refusal(reading)).toBe('precondition-failed');
  });

  it('that breaks without a byte rejects', async () => {
    const { store } = await memoryBucket();
    await store.put('a', noise(2500));
    expect(await refusal(readAll(retrying(breaking(store, 0), options), 'a'))).toBe('network');
  });
});

describe('a batch delete', () => {
  it('asks again for the keys that failed transiently, and reports the others', async () => {
    const { store: inner } = await memoryBucket();
    for (const key of ['a', 'b', 'c']) await inner.put(key, text(''));
    const asked: (readonly string[])[] = [];
    const flaky: ObjectStore = {
      ...inner,
      async deleteMany(keys, options) {
        asked.push(keys);
        await inner.deleteMany(
          keys.filter((key) => key === 'a' || asked.length > 1),
          options,
        );
        const denied = { key: 'c', error: fail('access-denied', 'no').error };
        const busy = { key: 'b', error: fail('throttled', 'later').error };
        return asked.length === 1 ? [busy, denied] : [];
      },
    };
    const store = retrying(flaky, { clock: hurriedClock(), random: createSeededRandom(7) });
    expect(await store.deleteMany(['a', 'b', 'c'])).toMatchObject([
      { key: 'c', error: { code: 'access-denied' } },
    ]);
    expect(asked).toEqual([['a', 'b', 'c'], ['b']]);
    expect((await listAll(inner)).map(({ key }) => key)).toEqual(['c']);
  });
});
