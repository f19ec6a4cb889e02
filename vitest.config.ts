import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/tools/patience.ts';
import { SlowFirst } from './test/tools/slow-first.ts';
import { temporaryFiles } from './test/tools/temporary-files.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: [
      'test/tools/temporary-global-setup.ts',
      'test/tools/rgw-global-setup.ts',
      'test/tools/page-global-setup.ts',
    ],
    reporters: ['default', './test/tools/closing-line.ts'],
    pool: 'forks',
    // A worker keeps what it has loaded from file to file: half a second of CPU time a file less (measured).
    isolate: false,
    sequence: { sequencer: SlowFirst },
    // A test mostly waits for servers, browsers, disks and other processes. Measured on 2 cores: 3 workers leave half of them idle
    // while the tests of the page run.
    maxWorkers: cpus().length * 2,
    // What the command line loads is compiled once for all the processes that tests start.
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'windlass-compile-cache'), ...temporaryFiles() },
    // Ends what hangs, on the slowest machine; nothing is timed by it.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
