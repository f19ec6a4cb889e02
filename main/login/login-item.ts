import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { autostartFile, HIDDEN } from './autostart-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts Windlass, hidden, when the user signs in; or no longer. */
export async function setLoginItem(on: boolean): Promise<void> {
  if (process.platform === 'linux') await setAutostart(on, process.env);
  else app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN] });
}

/** `$XDG_CONFIG_HOME/autostart/windlass.desktop`, written in one step. */
async function setAutostart(on: boolean, env: Environment): Promise<void> {
  const folder = path.join(configFolder(env), 'autostart');
  const file = path.join(folder, 'windlass.desktop');
  if (!on) return await rm(file, { force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { program, args } = startedAs(env);
  await writeFile(`${file}.new`, autostartFile(program, args), { mode: 0o644 });
  await rename(`${file}.new`, file);
}

/** An empty or relative value counts as none. Source: XDG Base Directory Specification 0.8. */
function configFolder(env: Environment): string {
  const set = env['XDG_CONFIG_HOME'];
  return set !== undefined && path.isAbsolute(set) ? set : path.join(os.homedir(), '.config');
}

/** An AppImage runs from a mount point that is another one every time: its own file is named by APPIMAGE. */
function startedAs(env: Environment): { readonly program: string; readonly args: readonly string[] } {
  const image = env['APPIMAGE'];
  if (image !== undefined && path.isAbsolute(image)) return { program: image, args: [] };
  return { program: process.execPath, args: app.isPackaged ? [] : [app.getAppPath()] };
}
