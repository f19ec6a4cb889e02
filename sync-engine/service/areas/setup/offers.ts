import { homedir } from 'node:os';
import path from 'node:path';
import { foldersNest } from '../../../contract/folder-path.ts';
import { hasKeychain, type Environment } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { awsProfiles } from './aws-profiles.ts';

export interface Offers {
  readonly profiles: readonly string[];
  readonly environmentKeys: boolean;
  readonly keychain: boolean;
  readonly folder: string;
  readonly separator: '/' | '\\';
}

/** What this computer has to begin with. */
export async function offersOf(context: ServiceContext): Promise<Offers> {
  const { env } = context.parts;
  const home = userFolder(env);
  const [profiles, keychain, { config }] = await Promise.all([
    awsProfiles(env, home),
    hasKeychain(context.parts),
    context.home(),
  ]);
  return {
    profiles,
    environmentKeys: Boolean(env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']),
    keychain,
    folder: freeFolder(
      path.join(home, 'Windlass'),
      config.pairs.map(({ folder }) => folder),
    ),
    separator: path.sep,
  };
}

/** The user's own folder. */
export function userFolder(env: Environment): string {
  return (process.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || homedir();
}

/** The folder, or one numbered like it, that is no pair's. */
function freeFolder(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.some((other) => foldersNest(folder, other))) return folder;
  }
}
