import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { buildDesktop, type BuiltApp } from './built-app.ts';
import { startAgain, startDesktop, type DesktopApp } from './desktop-app.ts';
import type { TestHome } from './home.ts';

export interface Desktop {
  /** Starts the app of a home; ends it with the test when it still runs then. */
  readonly start: (home: TestHome, ...args: readonly string[]) => Promise<DesktopApp>;
  /** Starts it once more while it runs; resolves with the exit code of the second. */
  readonly startSecond: (home: TestHome, ...args: readonly string[]) => Promise<number | null>;
}

/** The app, compiled once for the tests of a file. */
export function useDesktop(): Desktop {
  let built: BuiltApp;
  beforeAll(async () => {
    built = await buildDesktop();
  });
  afterAll(() => built.remove());
  return {
    async start(home, ...args) {
      const app = await startDesktop({ app: built.folder, env: home.env, args });
      onTestFinished(async () => {
        app.kill();
        await app.ended;
      });
      return app;
    },
    startSecond: (home, ...args) => startAgain({ app: built.folder, env: home.env, args }),
  };
}
