import { describe, expect, it } from 'vitest';

import { compareUtf8 } from '../../../sync-engine/core/path.ts';
import { ODD_KEYS } from './odd-keys.ts';
import { listAll, refusal, text, times, type Suite } from './subject.ts';

export function listingConformance(suite: Suite): void {
  describe('listing', () => {
    it('of an empty bucket, or under a prefix nobody uses, yields nothing', async () => {
      const store = await suite.bucket();
      expect(await listAll(store)).toEqual([]);
      await store.put('a', text('x'));
      expect(await listAll(store, 'b')).toEqual([]);
    });

    it('tells key, size, bare ETag and time of each object', async () => {
      const store = await suite.bucket();
      const { etag } = await store.put('a', text('hello'));
      const [summary] = await listAll(store);
      expect(summary).toMatchObject({ key: 'a', size: 5, etag });
      expect(etag).not.toContain('"');
      const head = await store.head('a');
      expect(Math.floor((summary?.modifiedMs ?? 0) / 1000) * 1000).toBe(head?.modifiedMs);
    });

    it('yields odd keys exactly as stored, in UTF-8 byte order', async () => {
      const store = await suite.bucket();
      await times(ODD_KEYS.length, (at) => store.put(ODD_KEYS[at] ?? '', text(String(at))));
      const keys = (await listAll(store)).map(({ key }) => key);
      expect(keys).toEqual(
        [...ODD_KEYS].sort((a, b) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))),
      );
      expect((await listAll(store, 'per%')).map(({ key }) => key)).toEqual(['per%20cent', 'per%cent']);
      expect((await listAll(store, '', 'per%20cent')).at(0)?.key).toBe('per%cent');
    });

    it('goes on over pages of 1,000 keys, each key once, and can start after any of them', async () => {
      const store = await suite.bucket();
      const keys = Array.from({ length: 2100 }, (_, at) => `p/${at}`).sort(compareUtf8);
      await times(keys.length, (at) => store.put(keys[at] ?? '', text('')));
      await store.put('q', text(''));
      const pages: (readonly string[])[] = [];
      for await (const page of store.list('p/')) pages.push(page.map(({ key }) => key));
      expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 100]);
      expect(pages.flat()).toEqual(keys);
      const after = keys[1500] ?? '';
      expect((await listAll(store, 'p/', after)).map(({ key }) => key)).toEqual(keys.slice(1501));
    });

    it('of a bucket that is not there is refused, not empty', async () => {
      const store = suite.target().account.bucket('windlass-no-such-bucket');
      expect(await refusal(listAll(store))).toBe('bucket-missing');
    });

    it('stops when aborted', async () => {
      const store = await suite.bucket();
      await store.put('a', text(''));
      const pages = store.list('', { signal: AbortSignal.abort() });
      expect(await refusal(pages[Symbol.asyncIterator]().next())).toBe('aborted');
    });
  });
}
