import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

/** 10 on Unix, what nice(1) adds unless told otherwise; the class below normal on Windows. */
const PRIORITY = os.constants.priority.PRIORITY_BELOW_NORMAL;
/** The field of /proc/PID/stat that names the session, counted from the state, behind the last parenthesis. Source: proc_pid_stat(5). */
const SESSION_FIELD = 3;

/**
 * Has what the user does go first when this machine has more to do than processors: for a process that keeps folders in step for hours.
 * On an idle machine it costs nothing. `WINDLASS_PRIORITY=normal` says no to it; a process that was started lower stays there.
 */
export function giveWay(env: Readonly<Record<string, string | undefined>>): void {
  if (env['WINDLASS_PRIORITY'] === 'normal') return;
  unlessRefused(() => {
    if (os.getPriority() >= PRIORITY) return;
    if (process.platform === 'linux') giveWayOnLinux();
    else os.setPriority(PRIORITY);
  });
}

/**
 * There every thread has a priority of its own (source: setpriority(2), "C library/kernel differences"; new ones inherit), and where
 * sessions share the processors evenly, it counts within the session alone, so that a session of our own is lowered too (sched(7),
 * "The autogroup feature"). Under systemd the unit's weights count in its place.
 */
function giveWayOnLinux(): void {
  for (const thread of readdirSync('/proc/self/task'))
    unlessRefused(() => os.setPriority(Number(thread), PRIORITY));
  unlessRefused(() => {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const session = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[SESSION_FIELD];
    if (session === String(process.pid)) writeFileSync('/proc/self/autogroup', String(PRIORITY));
  });
}

/** Without it everything works as well: a thread that ended, a kernel without the feature, a container that refuses. */
function unlessRefused(act: () => void): void {
  try {
    act();
  } catch {}
}
