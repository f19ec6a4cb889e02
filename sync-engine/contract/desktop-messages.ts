import { z } from 'zod';
import { ErrorInfo, pairId, pairPath } from './api/base.ts';

/** The screens that a link from outside may open. */
export const Screen = z.enum([
  'home',
  'activity',
  'trash',
  'conflicts',
  'held',
  'problems',
  'files',
  'ignore',
  'setup',
  'settings',
]);
export type Screen = z.infer<typeof Screen>;

/** Where a link leads: a screen, of one pair when it is named. */
export const DeepLink = z.strictObject({ screen: Screen, pair: pairId.optional() });
export type DeepLink = z.infer<typeof DeepLink>;

export const LINK_SCHEME = 'windlass';

/**
 * Reads `windlass://SCREEN[?pair=UUID]`; undefined for anything else. Any web page may open such a link, so it can only name
 * a screen, never an action, and a parameter that is not known refuses the whole.
 */
export function parseDeepLink(text: string): DeepLink | undefined {
  let url;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const { protocol, host, pathname, username, password, port, hash } = url;
  if (protocol !== `${LINK_SCHEME}:` || (pathname !== '' && pathname !== '/')) return undefined;
  if ([username, password, port, hash].some((part) => part !== '')) return undefined;
  const parameters = [...url.searchParams];
  if (new Set(parameters.map(([name]) => name)).size < parameters.length) return undefined;
  const parsed = DeepLink.safeParse({ ...Object.fromEntries(parameters), screen: host });
  return parsed.success ? parsed.data : undefined;
}

/** The inverse of `parseDeepLink`. */
export function formatDeepLink({ screen, pair }: DeepLink): string {
  const query = pair === undefined ? '' : `?${new URLSearchParams({ pair }).toString()}`;
  return `${LINK_SCHEME}://${screen}${query}`;
}

/** One file of a pair, to be dragged out of the window. */
export const PairFile = z.strictObject({ pair: pairId, path: pairPath.min(1) });
export type PairFile = z.infer<typeof PairFile>;

/**
 * How the engine's process is. `restarting`: it ended by itself, and starts anew at `restartAtMs` (milliseconds since the
 * epoch); `fault` says why where it could tell.
 */
export const EngineNote = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('starting') }),
  z.strictObject({ state: z.literal('running') }),
  z.strictObject({ state: z.literal('restarting'), restartAtMs: z.int(), fault: ErrorInfo.optional() }),
  z.strictObject({ state: z.literal('stopping') }),
]);
export type EngineNote = z.infer<typeof EngineNote>;
