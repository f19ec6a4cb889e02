import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Electron from 'electron';
import { _electron } from 'playwright-core';
import { inject } from 'vitest';
import type { Answer, Ask } from './stand-in/control.ts';
import { eventually } from '../tools/eventually.ts';

const root = path.resolve(import.meta.dirname, '../..');
const binary = realElectron();

/** What the tests of this folder ran under, for their titles. */
export const HOST = binary === undefined ? 'the stand-in for Electron' : 'the real Electron';

/** A started app, driven from outside: the same way under the real Electron and under the stand-in. */
export interface DesktopApp {
  /** Runs a function in the main process, with the `electron` module; it may use nothing of its own module. */
  evaluate<R, A>(body: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** Resolves with the exit code when the main process has ended. */
  readonly ended: Promise<number | null>;
  /** What it has written to stderr so far. */
  readonly said: () => string;
  kill(): void;
}

export interface Start {
  /** The compiled app (`buildDesktop`). */
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

function realElectron(): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  const name = path.join(folder, 'path.txt');
  if (!existsSync(name)) return undefined;
  const file = path.join(folder, 'dist', readFileSync(name, 'utf8'));
  return existsSync(file) ? file : undefined;
}

const STAND_IN = ['register.ts', 'control.ts'].flatMap((name) => [
  '--import',
  new URL(`./stand-in/${name}`, import.meta.url).href,
]);
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', ...STAND_IN];

function environment({ env }: Start): Record<string, string> {
  const { PATH = '', HOME = '', DISPLAY = '', TMPDIR = '' } = process.env;
  const chromium = { WINDLASS_CHROMIUM: inject('chromium') ?? '' };
  return { PATH, HOME, DISPLAY, TMPDIR, WINDLASS_PRIORITY: 'normal', ...chromium, ...env };
}

/** Starts the app; resolves when its page has loaded. */
export async function startDesktop(start: Start): Promise<DesktopApp> {
  const desktop = binary === undefined ? startStandIn(start) : await startReal(binary, start);
  try {
    await eventually(() => desktop.evaluate(requirePage, undefined));
  } catch (caught) {
    desktop.kill();
    throw caught;
  }
  return desktop;
}

/** Throws until the page is there. */
async function requirePage({ BrowserWindow }: typeof Electron): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  const code = "document.readyState === 'complete' && typeof windlass === 'object'";
  const there: unknown = await window?.webContents.executeJavaScript(code);
  if (there !== true) throw new Error('the page has not loaded');
}

async function startReal(executablePath: string, start: Start): Promise<DesktopApp> {
  const { app, args = [] } = start;
  const electron = await _electron.launch({
    executablePath,
    args: [app, ...args],
    env: environment(start),
  });
  const child = electron.process();
  const said = listen(child);
  return {
    evaluate: (body, arg) => electron.evaluate(body as never, arg) as Promise<never>,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    said,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Keeps and passes on what a process writes to stderr. */
function listen({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    process.stderr.write(text);
  });
  return () => said;
}

function startStandIn(start: Start): DesktopApp {
  const { app, args = [] } = start;
  const child = fork(path.join(app, 'main/main.js'), args, {
    execArgv: NODE_OPTIONS,
    env: environment(start),
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const said = listen(child);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  child.on('message', ({ id, value, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  const ended = once(child, 'exit').then(([code]) => {
    for (const asked of waiting.values()) asked.reject(new Error('the app has ended'));
    return code as number | null;
  });
  return {
    async evaluate(body, arg) {
      const ask: Ask = { id: ++last, source: body.toString(), arg };
      const answer = Promise.withResolvers<unknown>();
      waiting.set(ask.id, answer);
      child.send(ask, (failed) => {
        if (failed !== null) answer.reject(failed);
      });
      return (await answer.promise) as never;
    },
    ended,
    said,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Starts the app once more, as a click on a link does; resolves with the exit code. */
export async function startAgain(start: Start): Promise<number | null> {
  const { app, args = [] } = start;
  const [program, before] =
    binary === undefined
      ? [process.execPath, [...NODE_OPTIONS, path.join(app, 'main/main.js')]]
      : [binary, [app]];
  const child = spawn(program, [...before, ...args], { env: environment(start), stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
