import { z } from 'zod';

const common = { service: z.string(), name: z.string() };

export const KeychainRequest = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('get'), ...common }),
  z.strictObject({ operation: z.literal('set'), ...common, secret: z.string() }),
  z.strictObject({ operation: z.literal('delete'), ...common }),
]);
export type KeychainRequest = z.infer<typeof KeychainRequest>;

export const KeychainAnswer = z.strictObject({
  /** Of `get`; left out when there is none. */
  secret: z.string().optional(),
  /** Of `delete`. */
  deleted: z.boolean().optional(),
  /** The keychain's own message; never holds a secret. */
  failure: z.string().optional(),
});
export type KeychainAnswer = {
  [K in keyof z.infer<typeof KeychainAnswer>]?: z.infer<typeof KeychainAnswer>[K];
};
