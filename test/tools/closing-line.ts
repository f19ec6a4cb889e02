import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line, `N passed, N failed, N skipped`, for CI and for people who scroll to the end. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++;
      // A file that does not even load has no tests to fail.
      if (module.state() === 'failed' && module.errors().length > 0) counts.failed++;
    }
    const { passed, failed, skipped, pending } = counts;
    console.log(`\n${passed} passed, ${failed + pending} failed, ${skipped} skipped`);
  }
}
