import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';

/** Shorter names are parts of everyday words: in running text they are not looked for. */
const LEAST = 3;

/** Stands in for names: of files, folders, buckets, pairs and devices. */
export interface Disguise {
  /** The same for the same name throughout one bundle: a short hash for each part of a path, with its ending. */
  name(name: string): string;
  /** A text without those of `names` that stand in it as whole words. */
  text(text: string, names: readonly string[]): string;
}

/** A salt of its own for every bundle: the hashes of common names tell nothing. */
export function createDisguise(): Disguise {
  const salt = crypto.randomUUID();
  const short = (name: string): string =>
    createHash('sha256')
      .update(salt + name)
      .digest('hex')
      .slice(0, 8);
  const part = (name: string): string => (name === '' ? '' : short(name) + endingOf(name));
  const disguised = (name: string): string => {
    const home = homedir();
    if (name === home || name.startsWith(home + path.sep)) return `~${disguised(name.slice(home.length))}`;
    return name.split(/[\\/]/).map(part).join('/');
  };
  return {
    name: disguised,
    text(text, names) {
      // There may be thousands of names, of which a text has a few.
      const known = new Set(names.filter((name) => name.length >= LEAST && text.includes(name)));
      let hidden = text;
      // The longest first: a folder is part of the paths in it.
      for (const name of [...known].sort((a, b) => b.length - a.length)) {
        hidden = hidden.replaceAll(wholeWord(name), () => disguised(name));
      }
      return hidden;
    },
  };
}

function wholeWord(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu');
}

function endingOf(name: string): string {
  const ending = path.posix.extname(name);
  return /^\.[A-Za-z0-9]{1,5}$/.test(ending) ? ending : '';
}
