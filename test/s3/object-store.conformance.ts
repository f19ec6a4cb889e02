import { afterAll, beforeAll, describe } from 'vitest';

import { administrationConformance } from './conformance/administration.ts';
import { conditionsConformance } from './conformance/conditions.ts';
import { copiesConformance } from './conformance/copies.ts';
import { listingConformance } from './conformance/listing.ts';
import { objectsConformance } from './conformance/objects.ts';
import type { Subject, Suite, Target } from './conformance/subject.ts';
import { uploadsConformance } from './conformance/uploads.ts';

export type { Capabilities, Subject, Target } from './conformance/subject.ts';

/** Over all subjects: two of them may be the same server. */
let buckets = 0;

/** Every guarantee of sync-engine/ports/object-store.ts, on one implementation. */
export function objectStoreConformance(subject: Subject): void {
  describe(`the object store port on ${subject.name}`, () => {
    let target: Target | undefined;
    beforeAll(async () => {
      target = await subject.start();
    });
    afterAll(() => target?.close());

    const started = (): Target => {
      if (target === undefined) throw new Error(`${subject.name} has not started`);
      return target;
    };
    const suite: Suite = {
      capabilities: subject.capabilities,
      target: started,
      async bucket() {
        const store = started().account.bucket(`wl-conformance-${process.pid}-${buckets++}`);
        await store.administration.create();
        return store;
      },
    };

    listingConformance(suite);
    objectsConformance(suite);
    conditionsConformance(suite);
    copiesConformance(suite);
    uploadsConformance(suite);
    administrationConformance(suite);
  });
}
