import { emptyConfig, parseConfig, type Config, type PairConfig } from '../contract/config.ts';
import { openConfigFile } from '../adapters/config/config-file.ts';
import { homePaths, type HomePaths } from '../adapters/config/home-paths.ts';
import { systemRandom } from '../adapters/system/system-random.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One device: its configuration, and where its state lies. */
export interface Home {
  readonly config: Config;
  readonly paths: HomePaths;
  /** Adds a pair whose folder is marked (`addPair` does both). Rejects `config-invalid`, and changes nothing, where the pair does not go with the others. */
  add(pair: PairConfig): Promise<void>;
  /** Takes a pair out of the configuration. Its files, buckets and index stay. */
  remove(pairId: string): Promise<void>;
  /** Changes the configuration in one step; resolves with what is on disk then. Rejects `config-invalid`, and changes nothing, where it would not be read back. */
  change(change: (config: Config) => unknown): Promise<Config>;
}

/** Opens the home of this environment (`WINDLASS_HOME`, else the platform's folders); made at the first use. */
export async function openHome(env: Environment): Promise<Home> {
  const paths = homePaths(env);
  const file = openConfigFile({
    file: paths.config,
    parse: parseConfig,
    empty: emptyConfig,
    random: systemRandom,
    ...deviceName(env),
  });
  return {
    config: await file.load(),
    paths,
    async add(pair) {
      await file.update((config) => ({ ...config, pairs: [...config.pairs, pair] }));
    },
    async remove(pairId) {
      await file.update((config) => ({
        ...config,
        pairs: config.pairs.filter((pair) => pair.id !== pairId),
      }));
    },
    change: (change) => file.update(change),
  };
}

/** Two homes on one machine are two devices; this tells them apart in the names of conflict copies. */
function deviceName(env: Environment): { readonly deviceName?: string } {
  const name = env['WINDLASS_DEVICE']?.trim() ?? '';
  return name === '' ? {} : { deviceName: name };
}
