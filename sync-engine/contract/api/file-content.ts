import { z } from 'zod';

/** What can be shown of a file: text up to 256 KiB, a picture up to 10 MiB (base64), else only its facts. */
export const FileContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string(), truncated: z.boolean() }),
  z.strictObject({ kind: z.literal('picture'), mediaType: z.string(), base64: z.string() }),
  z.strictObject({ kind: z.literal('other') }),
]);
export type FileContent = z.infer<typeof FileContent>;
