import { hostname } from 'node:os';
import { fail } from '../../core/error.ts';
import type { Random } from '../../ports/clock.ts';
import { readPrivateFile, updatePrivateFile, writePrivateFile } from '../private-file/private-file.ts';

export interface ConfigFileOptions<C> {
  /** Path of config.json. */
  readonly file: string;
  /** Migrates and checks; throws `config-invalid` with all faults (contract/config.ts). */
  readonly parse: (json: unknown, file: string) => C;
  /** The configuration of a device at its first use. */
  readonly empty: (device: { readonly id: string; readonly name: string }) => unknown;
  readonly random: Random;
  /** The device's name at its first use; this computer's when left out. */
  readonly deviceName?: string;
}

export interface ConfigFile<C> {
  /** Reads it; at the first use it is made, with an id for this device. */
  load(): Promise<C>;
  /** Replaces it in one step. Rejects `config-invalid`, and writes nothing, unless it would be read back. */
  save(config: unknown): Promise<C>;
  /** Reads it, changes it and saves it; `change` runs again when somebody else saved meanwhile. */
  update(change: (config: C) => unknown): Promise<C>;
}

/** config.json of one home: readable by its owner only, replaced atomically. Holds no secrets. */
export function openConfigFile<C>(options: ConfigFileOptions<C>): ConfigFile<C> {
  const { file, parse, empty, random } = options;
  const firstUse = (): C =>
    parse(empty({ id: random.uuid(), name: options.deviceName ?? thisComputer() }), file);
  const read = (text: string | undefined): C =>
    text === undefined ? firstUse() : parse(parseJson(text, file), file);

  return {
    async load() {
      const text = await readPrivateFile(file);
      if (text !== undefined) return read(text);
      const made = firstUse();
      await writePrivateFile(file, format(made));
      return made;
    },
    async save(config) {
      const checked = parse(config, file);
      await writePrivateFile(file, format(checked));
      return checked;
    },
    async update(change) {
      let checked: C | undefined;
      await updatePrivateFile(file, (text) => {
        checked = parse(change(read(text)), file);
        return Promise.resolve(format(checked));
      });
      return checked as C;
    },
  };
}

function format(config: unknown): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** The parser's own message quotes the text round the fault, which may hold what nobody should read; the place is enough. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (caught) {
    const place = /\(line \d+ column \d+\)/.exec(caught instanceof Error ? caught.message : '')?.[0];
    throw fail(
      'config-invalid',
      `${file} is not valid JSON${place === undefined ? '' : ` ${place}`}; correct it, or move it away to start anew`,
    );
  }
}

/** The host's name without its domain, as people know the machine. */
function thisComputer(): string {
  return hostname().split('.')[0]?.slice(0, 100) || 'computer';
}
