import type { Disguise } from './disguise.ts';
import { lengthOf, plainWords } from './plain-words.ts';

/** Fields that hold words of a fixed set, or facts of the system, and are told as they are. */
const TOLD = fields(`
  action activity code decision direction effect guard kind mode operation pausedBy phase state status type
  foreignCode syscall requestId $fault arch host modules node platform release version windlass
  endpoint language paused region theme
`);

/** Fields, and lists, that hold names of files, folders, buckets, pairs and devices: told in disguise. */
const NAMES = fields(`
  path target key from to copyPath file stagedName folder pattern trashedTo movedTo dest off paths
  name pair device deviceName profile bucket prefix recycle
`);

/** Fields that hold sentences: told as far as their words are known. */
const SENTENCES = fields(`
  details error message msg reason remedy title why
`);

/** Of a set, though not of one that is written down: instants, times of day, ids. */
const HARMLESS =
  /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d:\d\d|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** What a field that is told as it is may look like. */
const CODE = /^[\w$][\w$.:+/-]{0,79}$/;

function fields(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(/\s+/));
}

export interface Teller {
  readonly disguise: Disguise;
  /** Names that are looked for in sentences. */
  readonly names: readonly string[];
}

/** What may be told of a value that JSON can hold. A field that is in none of the lists is told by its length. */
export function toldOf(value: unknown, teller: Teller): unknown {
  return tell('', value, { ...teller, names: [...teller.names, ...namesIn('', value)] });
}

function tell(field: string, value: unknown, teller: Teller): unknown {
  if (typeof value === 'string') return tellText(field, value, teller);
  if (Array.isArray(value)) return value.map((item) => tell(field, item, teller));
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value).map(([name, inner]) => [
    isField(name) ? name : teller.disguise.name(name),
    name === 'stack' ? framesOf(value) : tell(name, inner, teller),
  ]);
  return Object.fromEntries(told) as unknown;
}

function tellText(field: string, value: string, { disguise, names }: Teller): string {
  if (value === '' || HARMLESS.test(value)) return value;
  if (TOLD.has(field) && CODE.test(value)) return value;
  if (NAMES.has(field)) return disguise.name(value);
  return SENTENCES.has(field) ? plainWords(disguise.text(value, names)) : lengthOf(value);
}

function isField(name: string): boolean {
  return /^[a-z$][A-Za-z0-9]{0,30}$/.test(name);
}

/** Everything that a value calls by a name, for the sentences beside it. */
function namesIn(field: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return NAMES.has(field) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(field, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => namesIn(name, inner));
}

/** Where in the code an error came from, without its message and where the code lies. */
function framesOf(error: object): readonly string[] | string {
  const { stack, message } = error as { readonly stack?: unknown; readonly message?: unknown };
  if (typeof stack !== 'string' || typeof message !== 'string') return '';
  const end = stack.indexOf(message);
  // A message may look like frames.
  if (end < 0) return lengthOf(stack);
  return [...stack.slice(end + message.length).matchAll(FRAME)].map(
    ([, name = '', file = '', line = '']) => `${name} ${file}:${line}`,
  );
}

const FRAME = /^ +at (?:async )?([\w$.<>]*).*?([\w.-]+\.[cm]?[jt]s):(\d+):\d+\)?$/gm;
