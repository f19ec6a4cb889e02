import { fail } from '../core/error.ts';

type Json = Readonly<Record<string, unknown>>;

/** Brings a configuration from its version (the key) to the next. Version 1 is the first, so there is none yet. */
const STEPS: ReadonlyMap<number, (config: Json) => Json> = new Map();

/**
 * Brings `json` up to version `newest`, a step at a time. What has no version it knows is returned as it is, for the schema to
 * complain about. Throws `config-invalid` when a newer Windlass wrote it.
 */
export function migrateConfig(json: unknown, file: string, newest: number, steps = STEPS): unknown {
  let config = json;
  for (;;) {
    const version = versionOf(config);
    if (version === undefined || version === newest) return config;
    if (version > newest)
      throw fail(
        'config-invalid',
        `${file} has version ${version}, this Windlass knows ${newest}: it was written by a newer one; install that`,
      );
    const step = steps.get(version);
    if (step === undefined) return config;
    config = { ...step(config as Json), version: version + 1 };
  }
}

function versionOf(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null || !('version' in json)) return undefined;
  return Number.isInteger(json.version) ? (json.version as number) : undefined;
}
