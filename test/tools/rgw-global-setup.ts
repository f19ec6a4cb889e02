import type { TestProject } from 'vitest/node';

import { missingForRgw, startRgw, type S3Server } from './rgw.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Ceph RGW all test files of a run share, each in buckets of its own; undefined where none can be started. */
    rgw: S3Server | undefined;
  }
}

/** vitest's globalSetup: one gateway per run. With WINDLASS_REQUIRE_ALL=1 a machine without one fails. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = await missingForRgw();
  if (missing.length > 0) {
    const reason = `no Ceph RGW here (missing: ${missing.join(', ')}; apt-get install radosgw ceph-mon ceph-osd)`;
    if (process.env['WINDLASS_REQUIRE_ALL'] === '1') throw new Error(`WINDLASS_REQUIRE_ALL=1, but ${reason}`);
    console.warn(`SKIPPED: tests against a real S3 server: ${reason}`);
    project.provide('rgw', undefined);
    return undefined;
  }
  const rgw = await startRgw();
  const { endpoint, region, accessKeyId, secretAccessKey } = rgw;
  project.provide('rgw', { endpoint, region, accessKeyId, secretAccessKey });
  return () => rgw.stop();
}
