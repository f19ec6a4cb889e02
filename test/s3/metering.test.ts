import { describe, expect, inject, it } from 'vitest';

import { createRequestMeter } from '../../sync-engine/adapters/object-store/metering.ts';
import { logging } from '../../sync-engine/adapters/object-store/logging.ts';
import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import type { Log, LogFields } from '../../sync-engine/ports/log.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { listAll, MIB, noise, readAll, refusal, sourceOf, text } from './conformance/subject.ts';
import { passingOn } from './tools/proxy.ts';
import { hurriedClock, memoryBucket } from './tools/memory.ts';

/** One of everything. */
async function useEverything(store: ObjectStore): Promise<void> {
  const source = { bucket: store.bucket, key: 'a', size: 1000 };
  await store.put('a', noise(1000));
  await store.head('a');
  await store.head('none');
  await readAll(store, 'a');
  await store.copyFrom(source, 'b');
  await store.putStream('s', sourceOf(noise(20 * MIB)));
  await listAll(store);
  await store.delete('b');
  await store.deleteMany(['a', 's']);
  const { uploadId } = await store.multipart.create('m');
  await store.multipart.uploadPart({ key: 'm', uploadId }, 1, noise(500));
  await store.multipart.list('');
  await store.multipart.abort({ key: 'm', uploadId });
}

describe('the meter', () => {
  it('counts requests by kind, content both ways, and what it may cost', async () => {
    const meter = createRequestMeter();
    const { store } = await memoryBucket({ observer: meter });
    await useEverything(store);
    expect(meter.snapshot()).toMatchObject({
      // PUT: the object, three parts of the stream, one part, and the bucket itself. POST: twice create, complete, batch delete.
      requests: { LIST: 2, GET: 1, HEAD: 2, PUT: 6, COPY: 1, DELETE: 2, POST: 4 },
      bytesUp: 1000 + 20 * MIB + 500,
      bytesDown: 1000,
    });
    const dear = 2 + 6 + 1 + 4;
    expect(meter.snapshot().estimatedCost).toBeCloseTo(
      (dear * 0.005 + 3 * 0.0004) / 1000 + 1000 * (0.09 / 1e9),
      12,
    );
  });

  it.skipIf(inject('rgw') === undefined)(
    'counts what really goes over the wire, second looks included',
    async () => {
      const rgw = inject('rgw');
      if (rgw === undefined) throw new Error('skipped without it');
      let passed = 0;
      const proxy = await passingOn(rgw.endpoint, () => (passed += 1));
      const meter = createRequestMeter();
      const account = createS3Account({
        endpoint: proxy.endpoint,
        credentials: { kind: 'static', ...rgw },
        observer: meter,
      });
      try {
        const store = account.bucket(`wl-metering-${process.pid}`);
        await store.administration.create();
        await useEverything(store);
        const { requests } = meter.snapshot();
        expect(Object.values(requests).reduce((sum, count) => sum + count)).toBe(passed);
        // One HEAD more than asked for: RGW leaves the ETag out of a completed upload.
        expect(requests).toEqual({ LIST: 2, GET: 1, HEAD: 3, PUT: 6, COPY: 1, DELETE: 2, POST: 4 });
        expect(meter.snapshot()).toMatchObject({ bytesUp: 1000 + 20 * MIB + 500, bytesDown: 1000 });
      } finally {
        await account.close();
        await proxy.close();
      }
    },
  );
});

describe('the log', () => {
  it('has a line for each call with its time and outcome, and nothing of what was sent', async () => {
    const { store } = await memoryBucket();
    const lines: LogFields[] = [];
    const nothing = (): void => {};
    const log: Log = {
      debug: (fields) => void lines.push(fields),
      info: nothing,
      warn: nothing,
      error: nothing,
      child: () => log,
    };
    const logged = logging(store, log, hurriedClock());
    await logged.put('a', text('secret content'), { metadata: { note: 'secret note' } });
    expect(await refusal(logged.get('none'))).toBe('object-missing');
    await listAll(logged);
    expect(lines).toMatchObject([
      { operation: 'put', bucket: 'b', key: 'a', sentBytes: 14 },
      { operation: 'get', bucket: 'b', key: 'none', code: 'object-missing' },
      { operation: 'list' },
      { operation: 'list' },
    ]);
    for (const line of lines) expect(line['ms']).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});
