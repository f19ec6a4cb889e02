import { mkdir, rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';

/**
 * vitest's globalSetup: makes the folder for temporary files of this run, and takes it away at its end with what is left there. A
 * browser is ended with its worker, and leaves its profile.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = project.config.env['TMPDIR'];
  if (folder === undefined) throw new Error('vitest.config.ts names no folder for temporary files');
  await mkdir(folder, { recursive: true });
  // What still ends writes for a moment.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
