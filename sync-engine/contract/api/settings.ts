import { z } from 'zod';
import { bytes, done, procedure } from './base.ts';

const rate = z.int().min(1).nullable();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Times of the week in which syncing rests, or goes slower; where several hold, a pause wins, then the lowest limit. */
export const ScheduleRule = z.strictObject({
  /** 1 Monday to 7 Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** Local time, `HH:MM`; a rule whose end is not after its start goes on until the next day. */
  from: clockTime,
  to: clockTime,
  /** `pause`, or limits in bytes per second (null: none). */
  effect: z.union([z.literal('pause'), z.strictObject({ up: rate, down: rate })]),
});
export type ScheduleRule = z.infer<typeof ScheduleRule>;

export const AppSettings = z.strictObject({
  deviceName: z.string().min(1).max(100),
  /** `system` follows the browser's or the system's language. */
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Bytes per second over all pairs; null for no limit. */
  bandwidth: z.strictObject({ up: rate, down: rate }),
  schedule: z.array(ScheduleRule).max(20),
  notifications: z.strictObject({ attention: z.boolean(), synced: z.boolean() }),
  startAtLogin: z.boolean(),
  /** Files that were deleted elsewhere go to the trash of the system as well; only where `host.systemTrash`. */
  systemTrash: z.boolean(),
});
export type AppSettings = z.infer<typeof AppSettings>;

/** Credentials as they are used: one entry for each place they come from. Never holds a secret. */
export const AccountRow = z.strictObject({
  endpoint: z.string().optional(),
  region: z.string().optional(),
  credentials: z.string(),
  pairs: z.array(z.uuid()),
});
export type AccountRow = z.infer<typeof AccountRow>;

export const DiagnosticsFile = z.strictObject({ name: z.string(), size: bytes, text: z.string() });
export type DiagnosticsFile = z.infer<typeof DiagnosticsFile>;

export const settingsContract = {
  update: procedure.input(AppSettings.partial()).output(AppSettings),
  accounts: procedure.output(z.array(AccountRow).readonly()),
  /** New keys for an account, after a check that they work: for all pairs that use it. */
  replaceKeys: procedure
    .input(
      z.strictObject({
        pair: z.uuid(),
        accessKeyId: z.string().min(1).max(500),
        secretAccessKey: z.string().min(1).max(2000),
        sessionToken: z.string().max(10_000).optional(),
      }),
    )
    .output(done),
  /**
   * Opens the encrypted file with the keys, until the service ends; pairs that waited for it go on. Rejects `passphrase-wrong` or
   * `secret-file-damaged`.
   */
  unlock: procedure.input(z.strictObject({ passphrase: z.string().min(1).max(1000) })).output(done),
  /** What a diagnostics bundle would hold: redacted, whole, to be read before it is saved. */
  diagnostics: procedure.output(z.strictObject({ files: z.array(DiagnosticsFile).readonly() })),
};
