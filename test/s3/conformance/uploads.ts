import { describe, expect, it } from 'vitest';

import type { ByteSource, ObjectStore } from '../../../sync-engine/ports/object-store.ts';
import { MIB, noise, readAll, refusal, sourceOf, text, type Suite } from './subject.ts';

export function uploadsConformance(suite: Suite): void {
  describe('a multipart upload', () => {
    it('goes on from the parts the store has, and becomes one object', async () => {
      const store = await suite.bucket();
      const bytes = noise(11 * MIB);
      const piece = (at: number) => bytes.subarray((at - 1) * 5 * MIB, at * 5 * MIB);
      const { uploadId } = await store.multipart.create('a b+ü', { metadata: { device: 'Büro' } });
      const upload = { key: 'a b+ü', uploadId };
      await store.multipart.uploadPart(upload, 3, piece(3));
      await store.multipart.uploadPart(upload, 1, noise(5 * MIB, 9));
      await store.multipart.uploadPart(upload, 1, piece(1));
      expect(await store.head('a b+ü')).toBeUndefined();

      const had = await store.multipart.listParts(upload);
      expect(had.map(({ partNumber, size }) => [partNumber, size])).toEqual([
        [1, 5 * MIB],
        [3, MIB],
      ]);
      const second = await store.multipart.uploadPart(upload, 2, piece(2));
      const parts = [...had, second].sort((a, b) => a.partNumber - b.partNumber);
      const written = await store.multipart.complete(upload, parts);

      expect((await readAll(store, 'a b+ü')).equals(bytes)).toBe(true);
      expect(await store.head('a b+ü')).toMatchObject({ etag: written.etag, metadata: { device: 'Büro' } });
      expect(await store.multipart.list('')).toEqual([]);
    });

    it('that was aborted is gone, and aborting it again is no error', async () => {
      const store = await suite.bucket();
      const { uploadId } = await store.multipart.create('a');
      const upload = { key: 'a', uploadId };
      const part = await store.multipart.uploadPart(upload, 1, text('x'));
      await store.multipart.abort(upload);
      await store.multipart.abort(upload);
      expect(await refusal(store.multipart.uploadPart(upload, 2, text('y')))).toBe('upload-missing');
      expect(await refusal(store.multipart.listParts(upload))).toBe('upload-missing');
      expect(await refusal(store.multipart.complete(upload, [part]))).toBe('upload-missing');
      expect(await store.head('a')).toBeUndefined();
    });

    it('is found by its prefix while it is pending', async () => {
      const store = await suite.bucket();
      const ours = await store.multipart.create('x/100% +ü');
      await store.multipart.create('y/other');
      const found = await store.multipart.list('x/');
      expect(found.map(({ key, uploadId }) => ({ key, uploadId }))).toEqual([
        { key: 'x/100% +ü', uploadId: ours.uploadId },
      ]);
      expect(found[0]?.startedMs).toBeGreaterThan(0);
      expect(await store.multipart.list('')).toHaveLength(2);
    });

    it('refuses to complete with parts it does not have', async () => {
      const store = await suite.bucket();
      const { uploadId } = await store.multipart.create('a');
      const upload = { key: 'a', uploadId };
      const part = await store.multipart.uploadPart(upload, 1, text('x'));
      const wrong = { ...part, etag: 'f'.repeat(32) };
      expect(await refusal(store.multipart.complete(upload, [wrong]))).toBe('bad-request');
      expect(await store.head('a')).toBeUndefined();
    });
  });

  describe('a stream', () => {
    it('of 20 MiB becomes one object, with progress that only grows', async () => {
      const store = await suite.bucket();
      const bytes = noise(20 * MIB + 3);
      const seen: number[] = [];
      const written = await store.putStream('big', sourceOf(bytes), {
        metadata: { device: 'Büro' },
        onProgress: (sent) => seen.push(sent),
      });
      expect((await readAll(store, 'big')).equals(bytes)).toBe(true);
      expect(await store.head('big')).toMatchObject({ etag: written.etag, metadata: { device: 'Büro' } });
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(seen.at(-1)).toBe(bytes.byteLength);
      expect(await store.multipart.list('')).toEqual([]);
    });

    it('may be small, or empty', async () => {
      const store = await suite.bucket();
      await store.putStream('small', sourceOf(text('hello')));
      await store.putStream('empty', sourceOf(text('')));
      expect((await readAll(store, 'small')).toString()).toBe('hello');
      expect(await store.head('empty')).toMatchObject({ size: 0 });
    });

    it.each(['breaks', 'ends early', 'is aborted'] as const)(
      'whose source %s leaves neither an object nor an upload behind',
      async (fault) => {
        const store = await suite.bucket();
        const stop = new AbortController();
        const sending = store.putStream('big', faulty(fault, stop), { signal: stop.signal });
        await expect(sending).rejects.toThrow(
          { breaks: 'the disk is gone', 'ends early': 'content-mismatch', 'is aborted': 'aborted' }[fault],
        );
        await expectNothing(store);
      },
    );
  });
}

function faulty(fault: 'breaks' | 'ends early' | 'is aborted', stop: AbortController): ByteSource {
  const bytes = noise(40 * MIB);
  return {
    size: bytes.byteLength,
    async *open(start, end) {
      for await (const chunk of sourceOf(bytes).open(start, end)) {
        start += chunk.byteLength;
        if (start > 25 * MIB && fault === 'breaks') throw new Error('the disk is gone');
        if (start > 25 * MIB && fault === 'ends early') return;
        if (start > 25 * MIB) stop.abort();
        yield chunk;
      }
    },
  };
}

async function expectNothing(store: ObjectStore): Promise<void> {
  expect(await store.head('big')).toBeUndefined();
  expect(await store.multipart.list('')).toEqual([]);
}
