import { app, powerMonitor, type Event, type WindowSessionEndEvent } from 'electron';

/**
 * Calls `quit` when the computer shuts down or the user signs out, maybe more than once, and asks the system to wait until the app has
 * ended. It does not wait forever: what is cut off then is found at the next start, as after a power cut.
 */
export function quitWithSession(quit: () => void): void {
  // Linux and macOS. Electron's types leave the event out, which its documentation of `shutdown` speaks of.
  powerMonitor.on('shutdown', (event?: Event) => {
    event?.preventDefault();
    quit();
  });
  // Windows tells every window instead, a hidden one too.
  app.on('browser-window-created', (_created, window) => {
    window.on('query-session-end', (event) => {
      if (!mayWait(event)) return;
      event.preventDefault();
      quit();
    });
    window.on('session-end', quit);
  });
}

/**
 * An end that is forced waits for nobody; and an installer that has apps closed would take the wait for a refusal. Both have their
 * `session-end`. Source: https://learn.microsoft.com/windows/win32/shutdown/wm-queryendsession
 */
function mayWait({ reasons }: WindowSessionEndEvent): boolean {
  return !reasons.includes('critical') && !reasons.includes('close-app');
}
