import { app } from 'electron';

/**
 * Holds every quit (menu, tray, signal, end of session) until `putDown` is through, then lets it happen. `last` may take over the
 * end, for an update.
 */
export function quitSafely(putDown: () => Promise<void>, last: () => boolean): void {
  let phase: 'running' | 'putting-down' | 'done' = 'running';
  app.on('before-quit', (event) => {
    if (phase === 'done') return;
    event.preventDefault();
    if (phase === 'putting-down') return;
    phase = 'putting-down';
    void putDown().finally(() => {
      phase = 'done';
      if (!last()) app.quit();
    });
  });
}
