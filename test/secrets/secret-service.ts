/** A real Secret Service for one test file: a private D-Bus and gnome-keyring, with a home of their own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAMS = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'] as const;

/** Programs that are needed and not installed. */
export function missingPrograms(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return PROGRAMS.filter((name) => !folders.some((folder) => existsSync(path.join(folder, name))));
}

export interface SecretService {
  /** The environment of a process that is to find it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
}

/** With `locked`, a keychain is there but nobody has opened it, and nobody will. */
export async function startSecretService(locked = false): Promise<SecretService> {
  const home = mkdtempSync(path.join(tmpdir(), 'windlass-keyring-'));
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: address,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_RUNTIME_DIR: home,
  };
  const keyring = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', ...(locked ? [] : ['--unlock'])],
    { stdio: ['pipe', 'ignore', 'ignore'], env },
  );
  keyring.stdin.end(locked ? '' : 'a password');
  while (!(await isOnBus(env))) if (keyring.exitCode !== null) throw new Error('gnome-keyring-daemon ended');
  return {
    env,
    async stop() {
      await end(keyring);
      await end(bus);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function isOnBus(env: NodeJS.ProcessEnv): Promise<boolean> {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  return new Promise((resolve) => {
    execFile('dbus-send', [...question, 'string:org.freedesktop.secrets'], { env }, (_, stdout) =>
      resolve(stdout.includes('true')),
    );
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}
