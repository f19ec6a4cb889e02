import { EXIT, exitCodeOf, type ExitCode } from '../contract/exit-code.ts';
import type { SyncReport } from '../index.ts';

/** Worst last. A failure outranks what merely waits for the user. */
const RANK: readonly ExitCode[] = [
  EXIT.ok,
  EXIT.attention,
  EXIT.held,
  EXIT.failure,
  EXIT.credentials,
  EXIT.usage,
];

/** The one that stands for both, where several pairs are worked on. */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return RANK.indexOf(a) >= RANK.indexOf(b) ? a : b;
}

/** What a sync exits with. */
export function exitCodeOfReport(report: SyncReport): ExitCode {
  if (report.halted !== undefined) {
    const code = exitCodeOf(report.halted);
    // A folder that was replaced halts everything, and waits for the same yes or no as held deletions.
    return code === EXIT.failure && report.held > 0 ? EXIT.held : code;
  }
  if (report.failed > 0) {
    const refused = report.failures.some((failure) => exitCodeOf(failure) === EXIT.credentials);
    return refused ? EXIT.credentials : EXIT.failure;
  }
  if (report.held > 0) return EXIT.held;
  return report.conflicts > 0 || report.blocked > 0 ? EXIT.attention : EXIT.ok;
}
