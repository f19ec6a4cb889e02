import { describe, expect, it } from 'vitest';

import { retryClass, toSyncError, type SyncErrorCode } from '../../../sync-engine/core/error.ts';
import type { ObjectStore, WriteConditions } from '../../../sync-engine/ports/object-store.ts';
import { MIB, noise, readAll, refusal, sourceOf, text, type Suite } from './subject.ts';

const RACERS = 8;
const ROUNDS = 8;
let bodiesMade = 0;

export function conditionsConformance(suite: Suite): void {
  const { capabilities } = suite;
  const when = (honoured: boolean) => (honoured ? 'precondition-failed' : undefined);

  describe('a condition', () => {
    it('ifAbsent lets the first put through and refuses the second', async () => {
      const store = await suite.bucket();
      await store.put('a', text('first'), { ifAbsent: true });
      expect(await refusal(store.put('a', text('second'), { ifAbsent: true }))).toBe(
        when(capabilities.putIfAbsent),
      );
      expect((await readAll(store, 'a')).toString()).toBe(capabilities.putIfAbsent ? 'first' : 'second');
    });

    it('ifMatch lets the right version be replaced and refuses any other, and none', async () => {
      const store = await suite.bucket();
      const first = await store.put('a', text('1'));
      const second = await store.put('a', text('2'), { ifMatch: first.etag });
      expect(await refusal(store.put('a', text('3'), { ifMatch: first.etag }))).toBe(
        when(capabilities.putIfMatch),
      );
      expect(await refusal(store.put('none', text('3'), { ifMatch: second.etag }))).toBe(
        when(capabilities.putIfMatch),
      );
      expect((await readAll(store, 'a')).toString()).toBe(capabilities.putIfMatch ? '2' : '3');
    });

    it.skipIf(!capabilities.putIfAbsent)(
      'ifAbsent among racing writers has one winner, and the object is the winner’s',
      async () => {
        const store = await suite.bucket();
        for (let round = 0; round < ROUNDS; round++) {
          const result = await race(store, `a${round}`, { ifAbsent: true });
          expect(result).toEqual({ ...result, winners: 1, foreignLosers: [], holdsWinner: true });
        }
      },
    );

    it.skipIf(!capabilities.putIfMatch)(
      'ifMatch among racing writers has one winner, and the object is the winner’s',
      async () => {
        const store = await suite.bucket();
        let { etag } = await store.put('a', text('start'));
        for (let round = 0; round < ROUNDS; round++) {
          const result = await race(store, 'a', { ifMatch: etag });
          expect(result).toEqual({ ...result, winners: 1, foreignLosers: [], holdsWinner: true });
          etag = result.etag;
        }
      },
    );

    it('holds when a multipart upload is completed, where the provider has it', async () => {
      const store = await suite.bucket();
      await store.put('a', text('there'));
      const complete = async (options: object): Promise<unknown> => {
        const { uploadId } = await store.multipart.create('a');
        const upload = { key: 'a', uploadId };
        const part = await store.multipart.uploadPart(upload, 1, text('part'));
        return store.multipart.complete(upload, [part], options);
      };
      expect(await refusal(complete({ ifAbsent: true }))).toBe(when(capabilities.completeConditions));
      expect(await refusal(complete({ ifMatch: 'f'.repeat(32) }))).toBe(
        when(capabilities.completeConditions),
      );
      const current = await store.head('a');
      await complete({ ifMatch: current?.etag });
      expect((await readAll(store, 'a')).toString()).toBe('part');
    });

    it('holds for a stream, where the provider has it for what the stream becomes', async () => {
      const store = await suite.bucket();
      await store.put('a', text('there'));
      const large = sourceOf(noise(9 * MIB));
      expect(await refusal(store.putStream('a', sourceOf(text('small')), { ifAbsent: true }))).toBe(
        when(capabilities.putIfAbsent),
      );
      expect(await refusal(store.putStream('a', large, { ifAbsent: true }))).toBe(
        when(capabilities.completeConditions),
      );
      expect(await store.multipart.list('')).toEqual([]);
    });

    it('on the source of a copy, where the provider has it', async () => {
      const store = await suite.bucket();
      const { etag } = await store.put('a', text('old'));
      const source = { bucket: store.bucket, key: 'a', size: 3 };
      await store.copyFrom(source, 'right', { ifSourceMatch: etag });
      await store.put('a', text('new'));
      expect(await refusal(store.copyFrom(source, 'wrong', { ifSourceMatch: etag }))).toBe(
        when(capabilities.copySourceIfMatch),
      );
    });

    it('on the target of a copy, where the provider has it', async () => {
      const store = await suite.bucket();
      await store.put('a', text('a'));
      await store.put('b', text('b'));
      const source = { bucket: store.bucket, key: 'a', size: 1 };
      expect(await refusal(store.copyFrom(source, 'b', { ifAbsent: true }))).toBe(
        when(capabilities.copyTargetConditions),
      );
    });

    it('on a delete, where the provider has it', async () => {
      const store = await suite.bucket();
      const old = await store.put('a', text('old'));
      const { etag } = await store.put('a', text('new'));
      expect(await refusal(store.delete('a', { ifMatch: old.etag }))).toBe(when(capabilities.deleteIfMatch));
      await store.delete('a', { ifMatch: etag });
      expect(await store.head('a')).toBeUndefined();
      expect(await refusal(store.delete('a', { ifMatch: etag }))).toBeUndefined();
    });
  });
}

interface RaceResult {
  readonly winners: number;
  /** Codes of losers that say neither "you lost" nor "try again". */
  readonly foreignLosers: readonly SyncErrorCode[];
  /** Whether the object has the winner's bytes and ETag. */
  readonly holdsWinner: boolean;
  readonly etag: string;
}

/** Losers may also get a transient error (RGW 16 answers 500 to some), which tells nothing about who won. */
async function race(store: ObjectStore, key: string, conditions: WriteConditions): Promise<RaceResult> {
  // Every body is new: equal bytes have equal ETags, and an old version come back would let a second racer win.
  const bodies = Array.from({ length: RACERS }, () => text(`body ${bodiesMade++}`));
  const outcomes = await Promise.allSettled(
    bodies.map(async (body) => ({ body, written: await store.put(key, body, conditions) })),
  );
  const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
  const codes = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map(({ reason }) => toSyncError(reason).code);
  const content = await readAll(store, key);
  const etag = (await store.head(key))?.etag ?? '';
  return {
    winners: winners.length,
    foreignLosers: codes.filter((code) => code !== 'precondition-failed' && retryClass(code) !== 'transient'),
    holdsWinner: winners.every(({ body, written }) => content.equals(body) && written.etag === etag),
    etag,
  };
}
