import ignore, { type Ignore, type IgnoreRule, type PatternParams } from 'ignore';
import { DEFAULT_PATTERNS } from './default-patterns.ts';
import { mayMatch } from './ignore-hints.ts';
import { folderFinder } from './off-folders.ts';
import { identityOf } from './path.ts';

/** Where patterns of a pair live: a file at the top of its folder. It is synced like any other. */
export const IGNORE_FILE = '.windlassignore';

export interface IgnoreRules {
  /**
   * True for what is ignored, by a pattern of its own or with a folder above it. Folders come with a trailing `/`. Total: a
   * path that cannot be one (`../x`, `/x`) is not ignored, but blocked elsewhere.
   */
  ignored(path: string): boolean;
  /** The pattern that has a path ignored; undefined when it is not. */
  matches(path: string): IgnoreMatch | undefined;
  /** Lines that can match nothing, in order. They have no effect. */
  readonly invalid: readonly InvalidPattern[];
}

export interface IgnoreMatch {
  readonly pattern: string;
  /** The line of the pattern in the user's text, from 1; undefined for one of the defaults, and for a folder that is off. */
  readonly line: number | undefined;
}

export interface InvalidPattern {
  readonly pattern: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong, and what to write instead. */
  readonly reason: string;
}

export interface IgnoreOptions {
  /** False where the pair's file system does not tell cases apart. */
  readonly caseSensitive: boolean;
  /** What is ignored beside the user's patterns, which come later and so have the last word. */
  readonly defaults?: string;
  /** Folders that are off on this device (ending in `/`): untracked like what is ignored, and no pattern takes them back. */
  readonly off?: readonly string[] | undefined;
}

/**
 * Compiles gitignore patterns (source: gitignore(5), by the `ignore` package). As in git, nothing below an ignored folder can be
 * taken back with `!`. Patterns and paths are compared in NFC.
 */
export function createIgnore(patternsText: string, options: IgnoreOptions): IgnoreRules {
  const { caseSensitive, defaults = DEFAULT_PATTERNS, off = [] } = options;
  const offFolderOf = folderFinder(off, { caseSensitive });
  const invalid: InvalidPattern[] = [];
  const rules: PatternParams[] = [];
  const userLines = linesOf(patternsText);
  for (const [index, pattern] of userLines.entries()) {
    const reason = whyInvalid(pattern);
    if (reason !== undefined) invalid.push({ pattern, line: index + 1, reason });
    else rules.push({ pattern: comparable(pattern), mark: String(index + 1) });
  }
  const test = tester(compiledDefaults(defaults, caseSensitive), rules, caseSensitive);
  return {
    ignored: (path) => offFolderOf(path) !== undefined || test(comparable(path)) !== undefined,
    matches(path) {
      const folder = offFolderOf(path);
      if (folder !== undefined) return { pattern: folder, line: undefined };
      const rule = test(comparable(path));
      if (rule?.mark === undefined) return rule && { pattern: rule.pattern, line: undefined };
      const line = Number(rule.mark);
      return { pattern: userLines[line - 1] ?? '', line };
    },
    invalid,
  };
}

/**
 * Answers kept before they are dropped. The package keeps one for every path it was ever asked, 150 MB for a million;
 * only those of folders are asked for again, and a scan goes folder by folder.
 */
const KEPT_ANSWERS = 1_000;

interface Compiled {
  readonly patterns: readonly string[];
  readonly rules: Ignore;
}

/** Of the last defaults asked for, by case: they are the same for every pair, and every cycle. */
const lastDefaults = new Map<boolean, Compiled & { readonly text: string }>();

function compiledDefaults(text: string, caseSensitive: boolean): Compiled {
  const last = lastDefaults.get(caseSensitive);
  if (last?.text === text) return last;
  const patterns = linesOf(text).map(comparable);
  const compiled = { text, patterns, rules: ignore({ ignorecase: !caseSensitive }).add(patterns) };
  lastDefaults.set(caseSensitive, compiled);
  return compiled;
}

/** The rule that has a path ignored. */
function tester(
  defaults: Compiled,
  rules: readonly PatternParams[],
  caseSensitive: boolean,
): (path: string) => IgnoreRule | undefined {
  const compiled = ignore({ ignorecase: !caseSensitive }).add(defaults.rules).add(rules);
  const patterns = [...defaults.patterns, ...rules.map(({ pattern }) => pattern)];
  const worthAsking = mayMatch(patterns, caseSensitive) ?? (() => true);
  // A fresh instance shares the compiled rules and starts with no answers.
  const fresh = (): Ignore => ignore({ ignorecase: !caseSensitive }).add(compiled);
  let asked = fresh();
  let answers = 0;
  return (path) => {
    if (!worthAsking(path) || !ignore.isPathValid(path)) return undefined;
    if (++answers > KEPT_ANSWERS) {
      asked = fresh();
      answers = 0;
    }
    return asked.test(path).rule;
  };
}

function comparable(text: string): string {
  return identityOf(text, { caseSensitive: true });
}

function linesOf(text: string): readonly string[] {
  return (text.startsWith('\ufeff') ? text.slice(1) : text).split(/\r?\n/);
}

/** Every bracket is closed, by gitignore's reading: `]` right behind `[` or `[!` is a member, and a backslash quotes. */
const BRACKETS_CLOSED = /^(?:\\.|[^\\[]|\[(?:[!^]|(?![!^]))(?:\\.|[^\\])(?:\\.|[^\]\\])*\])*$/su;
const DOT_COMPONENT = /(?:^|\/)\.{1,2}(?:\/|$)/;

/** Why a line can match nothing; undefined for good patterns, comments and blank lines. */
function whyInvalid(line: string): string | undefined {
  if (/^(?:#| *$)/.test(line)) return undefined;
  const body = line.replace(/^!/, '');
  if (/^\/* *$/.test(body)) return 'names nothing; write the name of a file or folder';
  if (body.includes('\0')) return 'holds a NUL, which no path does';
  if (/(?<!\\)(?:\\\\)*\\$/.test(body)) return 'ends in a lone backslash; write \\\\ for a backslash';
  if (!BRACKETS_CLOSED.test(body)) return 'opens a [ that is never closed; write \\[ for a bracket';
  if (DOT_COMPONENT.test(body)) {
    return 'holds . or .. as a folder; patterns start at the top of the pair, write /name for the top itself';
  }
  return body.includes('//') ? 'holds an empty name; write one / between names' : undefined;
}
