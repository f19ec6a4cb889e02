import type { z } from 'zod';

/** One thing wrong in a configuration. */
export interface Fault {
  /** Where, as `pairs[0].account.endpoint`. */
  readonly key: string;
  /** The value as JSON, cut; `(missing)`; or `(not shown)` where it may be a secret. */
  readonly value: string;
  /** What is wrong; then, after a semicolon, what to do. */
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;
type KeyPath = readonly PropertyKey[];

/** Zod's issues as faults; an unknown key is a fault of its own. */
export function faultsOf(issues: readonly Issue[], json: unknown): Fault[] {
  return issues.flatMap((issue): readonly Fault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        key: keyText([...issue.path, key]),
        value: HIDDEN,
        problem: 'is not a setting; check its spelling, or remove it',
      }));
    return [{ key: keyText(issue.path), value: shown(issue.path, json), problem: issue.message }];
  });
}

function keyText(path: KeyPath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? '(the whole file)' : text.replace(/^\./, '');
}

const HIDDEN = '(not shown)';
const MAX_SHOWN = 80;
/** Keys whose value may hold a secret that somebody put in the wrong place. */
const SECRETIVE = /secret|key|token|pass|credential/i;

function shown(path: KeyPath, json: unknown): string {
  const value = path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined,
    json,
  );
  if (value === undefined) return '(missing)';
  if (path.some((part) => typeof part === 'string' && SECRETIVE.test(part))) return HIDDEN;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  const text = JSON.stringify(value);
  if (typeof value === 'string' && looksSecret(value)) return HIDDEN;
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** Access keys (AKIA…, ASIA…), addresses with a password, and unbroken runs as long as a secret key. */
function looksSecret(text: string): boolean {
  return (
    /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(text) ||
    /\/\/[^/\s]*:[^/\s]*@/.test(text) ||
    /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+=]{30,}$/.test(text.replaceAll('/', ''))
  );
}
