import { z } from 'zod';
import { ErrorInfo } from '../../sync-engine/contract/api/base.ts';
import { PairFile } from '../../sync-engine/contract/desktop-messages.ts';
import { Host } from '../../sync-engine/contract/api/state.ts';

const id = z.int();

/** What the engine's process asks of the main process: things only Electron can do. */
export const HostAsk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reveal'), file: z.string() }),
  z.strictObject({ kind: z.literal('trash'), file: z.string() }),
  z.strictObject({ kind: z.literal('login-item'), on: z.boolean() }),
  /** Answered with what the keychain's process said; with nothing when it was ended after `timeoutMs` milliseconds. */
  z.strictObject({ kind: z.literal('keychain'), request: z.string(), timeoutMs: z.int() }),
]);
export type HostAsk = z.infer<typeof HostAsk>;

/** Main to engine. `connect` carries a port. */
export const ToEngine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), host: Host }),
  z.strictObject({ type: z.literal('connect') }),
  /** Where is this file? Answered with `located`. */
  z.strictObject({ type: z.literal('locate'), id, file: PairFile }),
  /** The answer to `ask`; `fault` when it could not be done. */
  z.strictObject({
    type: z.literal('answer'),
    id,
    fault: z.string().optional(),
    value: z.string().optional(),
  }),
  /** Put everything down in good order, and end. */
  z.strictObject({ type: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

/** Engine to main. */
export const FromEngine = z.discriminatedUnion('type', [
  /** The service is open: ports are served. */
  z.strictObject({ type: z.literal('ready') }),
  /** The service cannot be opened; the process ends. */
  z.strictObject({ type: z.literal('failed'), fault: ErrorInfo }),
  z.strictObject({ type: z.literal('ask'), id, ask: HostAsk }),
  /** Left out where there is no such file. */
  z.strictObject({ type: z.literal('located'), id, place: z.string().optional() }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
