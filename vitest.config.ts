import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/tools/patience.ts';
import { temporaryFiles } from './test/tools/temporary-files.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/tools/rgw-global-setup.ts', 'test/tools/page-global-setup.ts'],
    reporters: ['default', './test/tools/closing-line.ts'],
    pool: 'forks',
    // A test mostly waits for servers, disks and other processes. Measured on 2 cores: 2 workers leave a third of them idle.
    maxWorkers: cpus().length + 1,
    // What the command line loads is compiled once for all the processes that tests start.
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'windlass-compile-cache'), ...temporaryFiles() },
    // Ends what hangs, on the slowest machine; nothing is timed by it.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
