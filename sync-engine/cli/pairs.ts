import type { PairConfig } from '../contract/config.ts';
import path from 'node:path';
import { fail, type Home, type HostParts } from '../index.ts';
import { usageFailure } from './output/failure.ts';
import { canAsk, askSecret } from './prompt.ts';
import type { Call } from './runner.ts';

/** Shortest beginning of an id that stands for it: shorter ones are names. */
const MIN_ID_PREFIX = 4;

/** The pair of this name or id, or whose id alone begins like this; undefined when there is none. */
export function findPair(pairs: readonly PairConfig[], text: string): PairConfig | undefined {
  const exact = pairs.find((pair) => pair.id === text) ?? pairs.find((pair) => pair.name === text);
  if (exact !== undefined || text.length < MIN_ID_PREFIX) return exact;
  const [only, another] = pairs.filter((pair) => pair.id.startsWith(text.toLowerCase()));
  return another === undefined ? only : undefined;
}

export function requirePair(home: Home, text: string): PairConfig {
  const { pairs } = home.config;
  const found = findPair(pairs, text);
  if (found !== undefined) return found;
  throw fail(
    'pair-unknown',
    `there is no pair '${text}'${pairs.length > 0 ? `; there is ${nameAll(pairs)}` : ''}`,
  );
}

/** The named pairs, or all; throws `pair-unknown` when there is none at all. */
export function choosePairs(home: Home, names: readonly string[]): readonly PairConfig[] {
  if (names.length > 0) return [...new Set(names.map((name) => requirePair(home, name)))];
  if (home.config.pairs.length === 0) throw noPairs();
  return home.config.pairs;
}

/** The named pair, or the only one; throws `usage` when it is not clear which is meant. */
export function choosePair(home: Home, name: string | undefined): PairConfig {
  if (name !== undefined) return requirePair(home, name);
  const [only, another] = home.config.pairs;
  if (only === undefined) throw noPairs();
  if (another !== undefined)
    throw usageFailure(`which pair is meant: ${nameAll(home.config.pairs)}? Say its name.`);
  return only;
}

/**
 * `[PAIR] [PATH…]`: the first argument is the pair when it names one; with a single pair it may be left out, and all
 * arguments are paths. Paths come out relative to the pair's folder; one inside that folder may be given absolute. An empty
 * argument, which is what an unset variable in a script leaves, is a `usage` failure: it must not come to mean everything.
 */
export function choosePairAndPaths(
  home: Home,
  words: readonly string[],
): { readonly pair: PairConfig; readonly paths: readonly string[] } {
  if (words.includes('')) throw usageFailure('an empty path names nothing: is a variable not set?');
  const [first, ...rest] = words;
  const named = first === undefined ? undefined : findPair(home.config.pairs, first);
  if (named === undefined && first !== undefined && home.config.pairs.length !== 1) requirePair(home, first);
  const pair = named ?? choosePair(home, undefined);
  const paths = (named === undefined ? words : rest).map((given) => insidePath(pair.folder, given));
  return { pair, paths };
}

function insidePath(folder: string, given: string): string {
  const relative = path.isAbsolute(given) ? path.relative(folder, given) : path.normalize(given);
  const slashed = relative.split(path.sep).join('/');
  if (slashed === '..' || slashed.startsWith('../') || path.isAbsolute(relative))
    throw usageFailure(`'${given}' is not in the folder ${folder}`);
  const trailing = /[/\\]$/.test(given) && !slashed.endsWith('/') ? '/' : '';
  return slashed === '.' || slashed === './' ? '' : slashed + trailing;
}

/** What the engine may ask of the terminal. */
export function hostOf(call: Call): HostParts {
  return {
    env: call.io.env,
    logFile: call.options.logFile,
    verbose: call.options.verbose,
    notice: (text) => call.out.warn(text),
    embeddedStore: call.embeddedStore,
    passphrase: canAsk(call.io) ? (purpose) => askPassphrase(call, purpose) : undefined,
  };
}

/** A new passphrase is typed twice: a slip would lock the keys away. */
async function askPassphrase({ io, signal }: Call, purpose: 'open' | 'create'): Promise<string> {
  if (purpose === 'open') return askSecret(io, 'Passphrase of the file with the keys', signal);
  for (;;) {
    const chosen = await askSecret(io, 'A passphrase for the file with the keys', signal);
    if (chosen === (await askSecret(io, 'The same again', signal))) return chosen;
    io.stderr.write('The two differ.\n');
  }
}

function nameAll(pairs: readonly PairConfig[]): string {
  return pairs.map((pair) => `'${pair.name}'`).join(', ');
}

function noPairs(): Error {
  return fail(
    'pair-unknown',
    'there is no pair yet; add one with: windlass add FOLDER s3://BUCKET --recycle s3://BUCKET',
  );
}
