import { describe, expect, it } from 'vitest';

import { MIB, noise, readAll, refusal, text, type Suite } from './subject.ts';

export function copiesConformance(suite: Suite): void {
  describe('a copy', () => {
    it('in the bucket keeps bytes and metadata, and tells the ETag of the copy', async () => {
      const store = await suite.bucket();
      await store.put('a', text('hello'), { metadata: { sha256: 'abc', device: 'Büro' } });
      const copied = await store.copyFrom({ bucket: store.bucket, key: 'a', size: 5 }, 'b');
      expect((await readAll(store, 'b')).toString()).toBe('hello');
      const head = await store.head('b');
      expect(head?.metadata).toEqual({ sha256: 'abc', device: 'Büro' });
      expect(copied.etag).toBe(head?.etag);
      expect(Math.floor((copied.modifiedMs ?? 0) / 1000) * 1000).toBe(head?.modifiedMs);
    });

    it('crosses buckets', async () => {
      const from = await suite.bucket();
      const to = await suite.bucket();
      await from.put('é +%', text('hello'), { metadata: { a: '1' } });
      await to.copyFrom({ bucket: from.bucket, key: 'é +%', size: 5 }, 'there');
      expect((await readAll(to, 'there')).toString()).toBe('hello');
      expect((await to.head('there'))?.metadata).toEqual({ a: '1' });
      expect(await from.head('é +%')).toBeDefined();
    });

    it('replaces the metadata when asked to, onto itself too', async () => {
      const store = await suite.bucket();
      await store.put('a', text('hello'), { metadata: { old: '1' } });
      const source = { bucket: store.bucket, key: 'a', size: 5 };
      await store.copyFrom(source, 'b', { metadata: { New: 'ü' } });
      await store.copyFrom(source, 'a', { metadata: { New: 'ü' } });
      for (const key of ['a', 'b']) {
        expect((await store.head(key))?.metadata).toEqual({ new: 'ü' });
        expect((await readAll(store, key)).toString()).toBe('hello');
      }
    });

    it('above the limit goes by parts, bytes and metadata kept', async () => {
      const from = await suite.bucket();
      const to = await suite.bucket();
      const bytes = noise(12 * MIB + 7);
      const { etag } = await from.put('large é', bytes, { metadata: { sha256: 'abc', device: 'Büro' } });
      const source = { bucket: from.bucket, key: 'large é', size: bytes.byteLength };
      const copied = await to.copyFrom(source, 'copy', { ifSourceMatch: etag });
      expect((await readAll(to, 'copy')).equals(bytes)).toBe(true);
      expect(await to.head('copy')).toMatchObject({
        etag: copied.etag,
        metadata: { sha256: 'abc', device: 'Büro' },
      });
      await to.copyFrom(source, 'copy', { metadata: { other: '1' } });
      expect((await to.head('copy'))?.metadata).toEqual({ other: '1' });
      expect(await to.multipart.list('')).toEqual([]);
    });

    it('by parts refuses another version than the one asked for, whatever the provider checks', async () => {
      const store = await suite.bucket();
      const old = await store.put('a', noise(7 * MIB, 1));
      await store.put('a', noise(7 * MIB, 2));
      const source = { bucket: store.bucket, key: 'a', size: 7 * MIB };
      expect(await refusal(store.copyFrom(source, 'b', { ifSourceMatch: old.etag }))).toBe(
        'precondition-failed',
      );
      expect(await store.head('b')).toBeUndefined();
      expect(await store.multipart.list('')).toEqual([]);
    });

    it('of nothing is refused, small or large', async () => {
      const store = await suite.bucket();
      const source = { bucket: store.bucket, key: 'none', size: 5 };
      expect(await refusal(store.copyFrom(source, 'b'))).toBe('object-missing');
      expect(await refusal(store.copyFrom({ ...source, size: 20 * MIB }, 'b'))).toBe('object-missing');
      expect(await refusal(store.copyFrom(source, 'b', { metadata: {} }))).toBe('object-missing');
      expect(await store.head('b')).toBeUndefined();
    });
  });
}
