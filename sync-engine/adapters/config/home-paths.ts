import path from 'node:path';
import envPaths from 'env-paths';

/** Where one home keeps its things; one home is one device. */
export interface HomePaths {
  /** The file config.json. */
  readonly config: string;
  /** The folder of everything that can be made anew: indexes, logs. */
  readonly state: string;
  /** The folder of one pair's state. */
  pairState(pairId: string): string;
}

/** `WINDLASS_HOME` when it is set (made absolute), else the platform's own folders. */
export function homePaths(env: Readonly<Record<string, string | undefined>>): HomePaths {
  const home = env['WINDLASS_HOME'];
  if (home !== undefined && home !== '') {
    const root = path.resolve(home);
    return pathsIn(root, path.join(root, 'state'));
  }
  const platform = envPaths('windlass', { suffix: '' });
  return pathsIn(platform.config, platform.data);
}

function pathsIn(configFolder: string, state: string): HomePaths {
  return {
    config: path.join(configFolder, 'config.json'),
    state,
    pairState: (pairId) => path.join(state, 'pairs', checkedId(pairId)),
  };
}

/** A pair's id becomes the name of a folder, so it must not lead anywhere else. */
function checkedId(pairId: string): string {
  if (!/^[0-9a-fA-F-]{36}$/.test(pairId)) throw new TypeError('a pair id is a UUID');
  return pairId;
}
