import { z } from 'zod';
import { assertNever } from '../core/assert-never.ts';

const count = z.number().int().nonnegative();
const disk = { freeBytes: count, comingBytes: count };

/** What a check found that is worth knowing, though nothing failed. */
export const CheckNote = z.discriminatedUnion('code', [
  /** Seconds that this clock is behind the provider's; ahead of it below zero. */
  z.strictObject({ code: z.literal('clock-apart'), seconds: z.number().int() }),
  z.strictObject({ code: z.literal('inodes-change') }),
  /** What is in the bucket and not yet here does not fit. */
  z.strictObject({ code: z.literal('disk-too-small'), ...disk }),
  z.strictObject({ code: z.literal('disk-nearly-full'), ...disk }),
  z.strictObject({ code: z.literal('watches-scarce'), folders: count, most: count }),
  z.strictObject({ code: z.literal('metadata-lost') }),
  z.strictObject({
    code: z.literal('conditions-ignored'),
    conditions: z.array(z.enum(['put-if-absent', 'put-if-match', 'complete', 'copy-source', 'delete'])),
  }),
  z.strictObject({ code: z.literal('versions-kept') }),
  z.strictObject({ code: z.literal('no-lifecycle') }),
  /** Lifecycle rules that delete files of the pair; S3 knows at most 1,000 rules. */
  z.strictObject({
    code: z.literal('files-expire'),
    rules: z.array(z.strictObject({ id: z.string(), days: count })).max(1000),
  }),
]);
export type CheckNote = z.infer<typeof CheckNote>;

export type CheckCondition = Extract<CheckNote, { code: 'conditions-ignored' }>['conditions'][number];

/** As HTTP and S3 call them. */
const CONDITIONS: Readonly<Record<CheckCondition, string>> = {
  'put-if-absent': 'If-None-Match on PUT',
  'put-if-match': 'If-Match on PUT',
  complete: 'conditions on CompleteMultipartUpload',
  'copy-source': 'If-Match on the source of a copy',
  delete: 'If-Match on DELETE',
};

const GIB = 1024 ** 3;

/** A note in the words of the command line. */
export function checkNoteText(note: CheckNote): string {
  switch (note.code) {
    case 'clock-apart':
      return `this clock is ${Math.abs(note.seconds)} s ${note.seconds > 0 ? 'behind' : 'ahead of'} the provider's; signatures are refused from 15 minutes on; set the clock by NTP`;
    case 'inodes-change':
      return 'file numbers change here: a renamed file may be uploaded anew';
    case 'disk-too-small':
      return `${roomText(note)}: they do not fit`;
    case 'disk-nearly-full':
      return `${roomText(note)}: downloads fail once the disk is full, free some space`;
    case 'watches-scarce':
      return `${watchesText(note)}: where watches run out, \`windlass run\` finds changes by the clock only; raise fs.inotify.max_user_watches with sysctl`;
    case 'metadata-lost':
      return 'its metadata is not as written: times and hashes of files may get lost';
    case 'conditions-ignored':
      return `not honoured: ${note.conditions.map((one) => CONDITIONS[one]).join(', ')}. Windlass looks before it acts instead; between that look and the act another device could slip in for the time of one request`;
    case 'versions-kept':
      return 'enabled: every replaced and purged version stays, and is paid for, until a rule expires it';
    case 'no-lifecycle':
      return 'the provider has no lifecycle rules: purge the trash with `windlass trash purge`';
    case 'files-expire': {
      const named = note.rules.map(({ id, days }) => `${id} (after ${days} days)`).join(', ');
      return `objects of this pair are deleted by ${named}: each device will take them for deleted files`;
    }
    default:
      return assertNever(note);
  }
}

/** What is free on the disk, and what is still to come, in bytes. */
export function roomText({ freeBytes, comingBytes }: { freeBytes: number; comingBytes: number }): string {
  const found = `${gib(freeBytes)} are free`;
  return comingBytes > 0 ? `${found}, ${gib(comingBytes)} are in the bucket and not yet here` : found;
}

/** How many of the watches that there may be the folders take. */
export function watchesText({ folders, most }: { folders: number; most: number }): string {
  return `${folders} of the ${most} that the system allows all programs of this user`;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
