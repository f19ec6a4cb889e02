import { describe, expect, it } from 'vitest';

import { ODD_KEYS } from './odd-keys.ts';
import { collect, listAll, MIB, noise, readAll, refusal, text, times, type Suite } from './subject.ts';

export function objectsConformance(suite: Suite): void {
  describe('an object', () => {
    it('comes back byte for byte, an empty one too', async () => {
      const store = await suite.bucket();
      const bytes = noise(3 * MIB + 1);
      const { etag } = await store.put('big', bytes);
      await store.put('empty', text(''));
      expect((await readAll(store, 'big')).equals(bytes)).toBe(true);
      expect((await readAll(store, 'empty')).byteLength).toBe(0);
      expect(await store.head('big')).toMatchObject({ size: bytes.byteLength, etag });
      expect(await store.head('empty')).toMatchObject({ size: 0 });
    });

    it('is replaced by a later put, with its metadata', async () => {
      const store = await suite.bucket();
      const first = await store.put('a', text('1'), { metadata: { one: '1' } });
      const second = await store.put('a', text('22'));
      expect(second.etag).not.toBe(first.etag);
      expect(await store.head('a')).toMatchObject({ size: 2, etag: second.etag, metadata: {} });
    });

    it('can have any odd key: written, looked at, read, copied and deleted', async () => {
      const store = await suite.bucket();
      await times(ODD_KEYS.length, async (at) => {
        const key = ODD_KEYS[at] ?? '';
        await store.put(key, text(key));
        expect([key, await store.head(key)]).toMatchObject([key, { size: Buffer.byteLength(key) }]);
        expect((await readAll(store, key)).toString('utf8')).toBe(key);
        await store.copyFrom({ bucket: store.bucket, key, size: 1 }, `copy-${at}`);
        expect((await readAll(store, `copy-${at}`)).toString('utf8')).toBe(key);
        await store.delete(key);
        expect([key, await store.head(key)]).toEqual([key, undefined]);
      });
    });

    it('that is not there is undefined from head, and refused by get', async () => {
      const store = await suite.bucket();
      expect(await store.head('none')).toBeUndefined();
      expect(await refusal(store.get('none'))).toBe('object-missing');
    });

    it('keeps metadata of any characters, under lower-case names', async () => {
      const store = await suite.bucket();
      const metadata = {
        mtime: '1700000000.123456789',
        latin: 'naïve',
        cjk: '漢字',
        emoji: '😀',
        spaces: '  two  spaces  ',
        encoded: '=?UTF-8?Q?not_ours?=',
        control: 'a\u0001b\nc',
        percent: '100%25+1',
      };
      await store.put('a', text(''), { metadata: { ...metadata, Device: 'Büro-PC' } });
      const expected = { ...metadata, device: 'Büro-PC' };
      expect((await store.head('a'))?.metadata).toEqual(expected);
      const content = await store.get('a');
      await collect(content.body);
      expect(content.metadata).toEqual(expected);
    });
  });

  describe('a read', () => {
    it('of a range yields exactly those bytes, and tells the size of the whole', async () => {
      const store = await suite.bucket();
      const bytes = noise(100_000);
      const { etag } = await store.put('a', bytes);
      for (const range of [
        { start: 0, end: 0 },
        { start: 5, end: 70_000 },
        { start: 99_999, end: 99_999 },
        { start: 0, end: 99_999 },
      ]) {
        const content = await store.get('a', { range, ifMatch: etag });
        expect(content).toMatchObject({ size: 100_000, etag });
        const got = await collect(content.body);
        expect([range, got.equals(bytes.subarray(range.start, range.end + 1))]).toEqual([range, true]);
      }
    });

    it('past the end is refused instead of cut', async () => {
      const store = await suite.bucket();
      await store.put('a', text('hello'));
      expect(await refusal(store.get('a', { range: { start: 2, end: 5 } }))).toBe('bad-request');
      expect(await refusal(store.get('a', { range: { start: 9, end: 12 } }))).toBe('bad-request');
    });

    it('of another version than the one asked for is refused', async () => {
      const store = await suite.bucket();
      const old = await store.put('a', text('old'));
      await store.put('a', text('new'));
      expect(await refusal(store.get('a', { ifMatch: old.etag }))).toBe('precondition-failed');
      const range = { start: 0, end: 1 };
      expect(await refusal(store.get('a', { ifMatch: old.etag, range }))).toBe('precondition-failed');
    });

    it('that ends early lets its connection go', async () => {
      const store = await suite.bucket();
      await store.put('a', noise(4 * MIB));
      // More than the account has connections: were one kept, the last calls would wait for ever.
      await times(80, async () => {
        const { body } = await store.get('a');
        for await (const chunk of body) {
          expect(chunk.byteLength).toBeGreaterThan(0);
          break;
        }
      });
      expect(await store.head('a')).toMatchObject({ size: 4 * MIB });
    });

    it('that is aborted in the middle rejects', async () => {
      const store = await suite.bucket();
      await store.put('a', noise(8 * MIB));
      const stop = new AbortController();
      const { body } = await store.get('a', { signal: stop.signal });
      const reading = (async () => {
        for await (const _chunk of body) stop.abort();
      })();
      expect(await refusal(reading)).toBe('aborted');
    });
  });

  describe('deleting', () => {
    it('a key that is not there is no error', async () => {
      const store = await suite.bucket();
      await store.delete('none');
      expect(await store.deleteMany(['none', 'neither'])).toEqual([]);
    });

    it('many goes over batches of 1,000 and takes odd keys', async () => {
      const store = await suite.bucket();
      const keys = [...Array.from({ length: 1100 }, (_, at) => `d/${at}`), ...ODD_KEYS];
      await times(keys.length, (at) => store.put(keys[at] ?? '', text('')));
      await store.put('kept', text(''));
      expect(await store.deleteMany([...keys, 'none'])).toEqual([]);
      expect((await listAll(store)).map(({ key }) => key)).toEqual(['kept']);
      expect(await store.deleteMany([])).toEqual([]);
    });
  });
}
