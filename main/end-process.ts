import type { UtilityProcess } from 'electron';

/** `kill()` of a utility process is a polite SIGTERM; this one cannot be ignored, nor slept through. */
export function endProcess(child: UtilityProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // Gone already; its `exit` tells.
  }
}
