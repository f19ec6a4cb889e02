import { z } from 'zod';
import { SyncFailure } from '../core/error.ts';
import { offFolderFault } from '../core/off-folders.ts';
import { AppSettings } from './api/settings.ts';
import { bucketNameFault, prefixFault } from './bucket-url.ts';
import { crossFaults } from './config-cross-faults.ts';
import { faultsOf, type Fault } from './config-faults.ts';
import { migrateConfig } from './config-migrations.ts';
import { endpointFault } from './endpoint.ts';
import { folderFault } from './folder-path.ts';

/** Version of config.json that this Windlass reads and writes. */
export const CONFIG_VERSION = 1;

/** A message says what is wrong, then, after a semicolon, what to do about it. */
function text(message: string, max: number): z.ZodString {
  return z.string(message).min(1, message).max(max, message);
}

function checked(message: string, fault: (value: string) => string | undefined, remedy: string) {
  return z.string(message).check((context) => {
    const found = fault(context.value);
    if (found !== undefined)
      context.issues.push({ code: 'custom', input: context.value, message: `${found}; ${remedy}` });
  });
}

const uuid = z.uuid('must be a UUID; remove the pair and add it again to get one');
const bucket = checked(
  'must be the name of a bucket; write it without s3://',
  bucketNameFault,
  'write the name as the provider shows it',
);
const prefix = checked(
  'must be text; write "" for the whole bucket',
  prefixFault,
  'write it like photos/2026/, or "" for the whole bucket',
);

const CredentialsSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('env') }),
    z.strictObject({
      kind: z.literal('profile'),
      profile: text('must name an AWS profile; `aws configure list-profiles` shows them', 200),
    }),
    z.strictObject({
      kind: z.literal('keychain'),
      name: text('must name an entry of the keychain; `windlass add` makes one', 200),
    }),
    z.strictObject({
      kind: z.literal('file'),
      name: text('must name an entry of the encrypted file; `windlass add` makes one', 200),
    }),
    /** The store inside Windlass, for those without an account: whoever opens the pair has it running. */
    z.strictObject({ kind: z.literal('embedded') }),
  ],
  'must say where the keys are; use "kind" env, profile, keychain, file or embedded',
);

const AccountSchema = z
  .strictObject(
    {
      endpoint: checked(
        'must be a web address; leave it out for AWS',
        endpointFault,
        'leave it out for AWS',
      ).optional(),
      region: text(
        'must be the name of a region, such as eu-central-1; leave it out to have it found',
        100,
      ).optional(),
      credentials: CredentialsSchema,
    },
    { error: objectError },
  )
  .superRefine(({ credentials, ...given }, context) => {
    if (credentials.kind !== 'embedded') return;
    for (const [key, value] of Object.entries(given)) {
      if (value === undefined) continue;
      const message = 'must not be set for the embedded store; leave it out';
      context.issues.push({ code: 'custom', input: value, path: [key], message });
    }
  });

const positiveInt = (message: string, max: number) => z.int(message).min(1, message).max(max, message);
const RATE = 'must be a whole number of bytes per second above 0; leave it out for no limit';
const DAYS = 'must be a whole number of days from 1 to 36500; leave it out to keep everything';

/** Folders of one pair that may be off. */
export const MAX_OFF = 10_000;

const LimitsSchema = z.strictObject(
  {
    uploadBytesPerSecond: positiveInt(RATE, Number.MAX_SAFE_INTEGER).optional(),
    downloadBytesPerSecond: positiveInt(RATE, Number.MAX_SAFE_INTEGER).optional(),
    transfers: positiveInt(
      'must be a whole number from 1 to 128; leave it out for the default',
      128,
    ).optional(),
  },
  { error: objectError },
);

export const PairSchema = z.strictObject(
  {
    id: uuid,
    name: text('must be 1 to 100 characters; give the pair a name', 100).refine(
      (name) => name.trim() === name && !/\p{Cc}/u.test(name),
      'must not have outer spaces or control characters; write it plainly',
    ),
    folder: checked('must be the path of a folder; write it in full', folderFault, 'write it in full'),
    bucket,
    prefix,
    recycle: z.strictObject({ bucket, prefix }, { error: objectError }),
    mode: z.enum(
      ['two-way', 'upload-only', 'download-only'],
      'must be two-way, upload-only or download-only; two-way is the usual one',
    ),
    account: AccountSchema,
    limits: LimitsSchema.optional(),
    retentionDays: positiveInt(DAYS, 36_500).optional(),
    /** Folders that are not kept on this device; nothing is deleted in the bucket for it. */
    off: z
      .array(
        checked(
          'must be text; write the folder like Photos/2024/',
          offFolderFault,
          'write it like Photos/2024/',
        ),
        'must be a list of folders; leave it out to keep all of them',
      )
      .max(MAX_OFF, `must have ${MAX_OFF} folders at most; turn off the folders above them`)
      .optional(),
    /** Set by the app: the pair rests until this instant (milliseconds since the epoch), or until it is resumed. */
    paused: z
      .union(
        [z.literal('always'), z.int().positive()],
        'must be "always" or an instant in milliseconds; take it out to go on',
      )
      .optional(),
  },
  { error: objectError },
);

/** What the app keeps for itself; a part that is missing has its default. */
const AppConfigSchema = AppSettings.omit({ deviceName: true }).partial();

const QUIET = 'must be a whole number of milliseconds from 0 to 600000; leave it out for the default';

const SettingsSchema = z.strictObject(
  {
    rescanMinutes: positiveInt(
      'must be a whole number of minutes from 1 to 1440; leave it out for the default',
      1_440,
    ).optional(),
    pollSecondsMin: positiveInt(
      'must be a whole number of seconds from 1 to 86400; leave it out for 15',
      86_400,
    ).optional(),
    pollSecondsMax: positiveInt(
      'must be a whole number of seconds from 1 to 86400; leave it out for 300',
      86_400,
    ).optional(),
    quietMs: z.int(QUIET).min(0, QUIET).max(600_000, QUIET).optional(),
  },
  { error: objectError },
);

export const ConfigSchema = z.strictObject(
  {
    version: z.literal(CONFIG_VERSION, `must be ${CONFIG_VERSION}; do not change it by hand`),
    device: z.strictObject(
      {
        id: z.uuid('must be a UUID; put back the one this device had, or write a new one'),
        name: text('must be 1 to 100 characters; give this computer a name', 100),
      },
      { error: objectError },
    ),
    pairs: z.array(PairSchema, 'must be a list of pairs; write [] for none'),
    settings: SettingsSchema,
    app: AppConfigSchema.optional(),
  },
  { error: objectError },
);

function objectError(issue: { readonly code?: string | undefined }): string | undefined {
  return issue.code === 'invalid_type'
    ? 'must be a group of settings in braces; see the user guide'
    : undefined;
}

export type Config = DeepReadonly<z.infer<typeof ConfigSchema>>;
export type PairConfig = Config['pairs'][number];
export type AccountConfig = PairConfig['account'];
export type CredentialsConfig = AccountConfig['credentials'];
export type ConfigSettings = Config['settings'];
export type ResolvedSettings = Readonly<Record<keyof ConfigSettings, number>>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What holds where the settings say nothing. Polling adapts between 15 s and 5 min. */
export const DEFAULT_SETTINGS = {
  rescanMinutes: 60,
  pollSecondsMin: 15,
  pollSecondsMax: 300,
  quietMs: 2_000,
} as const satisfies ResolvedSettings;

/** Files side by side where a pair has no limit of its own; measured: 64 gain little over 16 to 32. */
export const DEFAULT_TRANSFERS = 32;

export function settingsOf({ settings }: Pick<Config, 'settings'>): ResolvedSettings {
  return {
    rescanMinutes: settings.rescanMinutes ?? DEFAULT_SETTINGS.rescanMinutes,
    pollSecondsMin: settings.pollSecondsMin ?? DEFAULT_SETTINGS.pollSecondsMin,
    pollSecondsMax: settings.pollSecondsMax ?? DEFAULT_SETTINGS.pollSecondsMax,
    quietMs: settings.quietMs ?? DEFAULT_SETTINGS.quietMs,
  };
}

/** The configuration of a device that has no pair yet. */
export function emptyConfig(device: { readonly id: string; readonly name: string }): unknown {
  return { version: CONFIG_VERSION, device, pairs: [], settings: {} };
}

/**
 * Migrates, checks and freezes the content of config.json; `file` is its name in messages.
 *
 * Throws `config-invalid` whose message lists every fault, a line each: `key: value: what is wrong; remedy`. Values that may
 * be secrets are not shown.
 */
export function parseConfig(json: unknown, file: string): Config {
  const migrated = migrateConfig(json, file, CONFIG_VERSION);
  const result = ConfigSchema.safeParse(migrated);
  const faults = result.success ? [] : faultsOf(result.error.issues, migrated);
  faults.push(...crossFaults(wellFormedPairs(migrated)), ...settingsFaults(migrated));
  if (!result.success || faults.length > 0) throw invalid(file, faults);
  return deepFreeze(result.data);
}

/** Pairs that are whole on their own, with their place, so that rules between pairs are checked beside other faults. */
function wellFormedPairs(json: unknown): readonly { readonly at: number; readonly pair: PairConfig }[] {
  const shape = z.looseObject({ pairs: z.array(z.unknown()) }).safeParse(json);
  if (!shape.success) return [];
  return shape.data.pairs.flatMap((value, at) => {
    const pair = PairSchema.safeParse(value);
    return pair.success ? [{ at, pair: pair.data }] : [];
  });
}

function settingsFaults(json: unknown): readonly Fault[] {
  const shape = z.looseObject({ settings: SettingsSchema }).safeParse(json);
  if (!shape.success) return [];
  const { pollSecondsMin, pollSecondsMax } = settingsOf(shape.data);
  if (pollSecondsMin <= pollSecondsMax) return [];
  return [
    {
      key: 'settings.pollSecondsMin',
      value: String(pollSecondsMin),
      problem: `must not be above settings.pollSecondsMax (${pollSecondsMax}); lower it`,
    },
  ];
}

function invalid(file: string, faults: readonly Fault[]): SyncFailure {
  const lines = faults.map(({ key, value, problem }) => `  ${key}: ${value}: ${problem}`);
  const many = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new SyncFailure({
    code: 'config-invalid',
    message: `${file} has ${many}:\n${lines.join('\n')}`,
  });
}

function deepFreeze<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value as DeepReadonly<T>;
}
