import { formatStamp } from './instant.ts';
import { MAX_KEY_BYTES } from './object-key.ts';
import { MAX_NAME_BYTES, nameOf, parentOf, utf8Length } from './path.ts';

export interface ConflictNaming {
  /** The name of the device that made the losing version; any text. */
  readonly device: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Local time's lead on UTC, minutes; 0 when left out. */
  readonly offsetMinutes?: number;
  /** The pair's prefix in the object bucket, so that the whole key fits; empty when left out. */
  readonly keyPrefix?: string;
  /** True where something is, or is about to be, on either side; compares as the file system does. */
  readonly taken: (path: string) => boolean;
}

/** Longest device name inside a conflict copy's, in UTF-8 bytes: enough to tell devices apart, and leaves room for the file's own. */
const DEVICE_MAX_BYTES = 40;

/** Longest extension that is kept, in UTF-8 bytes with its dot. Beyond that it is a sentence with a dot in it. */
const EXTENSION_MAX_BYTES = 20;

/** Extensions that wrap another one, which is kept too: `backup.tar.gz`. */
const WRAPPING = /^\.(?:gz|bz2|xz|zst|lz|lzma|lz4|br|Z|gpg|pgp|age|asc|sig|enc)$/i;
const EXTENSION = /\.[^.\s]+$/u;
const WRAPPED_EXTENSION = /(?<=[^.])\.[a-z][a-z0-9]{0,4}$/i;

/**
 * Where the losing version of a file goes: `dir/name (conflict DEVICE YYYY-MM-DD HHMMSS).ext`, with ` 2`, ` 3`, … before the
 * extension while that is taken. The name keeps within 255 bytes, and the key within 1,024 as long as the folder leaves room
 * for one character of the old name (else the copy is on disk only and shows as blocked, `key-too-long`).
 */
export function conflictName(path: string, naming: ConflictNaming): string {
  const { device, atMs, offsetMinutes = 0, keyPrefix = '', taken } = naming;
  const folder = parentOf(path);
  const { stem, extension } = splitName(nameOf(path));
  const mark = ` (conflict ${deviceLabel(device)} ${formatStamp(atMs, offsetMinutes)})`;
  const roomInKey = MAX_KEY_BYTES - utf8Length(keyPrefix) - utf8Length(folder);
  for (let count = 1; ; count++) {
    const tail = `${mark}${count === 1 ? '' : ` ${count}`}${extension}`;
    const room = Math.min(MAX_NAME_BYTES, roomInKey) - utf8Length(tail);
    const candidate = `${folder}${cutToBytes(stem, room) || firstCharacter(stem)}${tail}`;
    if (!taken(candidate)) return candidate;
  }
}

const CONFLICT_COPY = / \(conflict (?<device>.+) \d{4}-\d{2}-\d{2} \d{6}\)(?: \d+)?(?:\.[^/]+)?$/u;

/** True for a path that `conflictName` gave, also after the user renamed what is before the brackets. */
export function isConflictCopy(path: string): boolean {
  return CONFLICT_COPY.test(nameOf(path));
}

/** The device named in a conflict copy's name, as far as a file name can hold it; undefined for any other path. */
export function deviceOfCopy(path: string): string | undefined {
  return CONFLICT_COPY.exec(nameOf(path))?.groups?.['device'];
}

/** `.bashrc` is all stem, `a.tar.gz` is `a` and `.tar.gz`, and `Minutes of 3. May` has no extension. */
function splitName(name: string): { readonly stem: string; readonly extension: string } {
  let extension = EXTENSION.exec(name)?.[0] ?? '';
  if (WRAPPING.test(extension)) {
    extension = (WRAPPED_EXTENSION.exec(name.slice(0, -extension.length))?.[0] ?? '') + extension;
  }
  const stem = name.slice(0, name.length - extension.length);
  const plain = extension === '' || /^\.*$/.test(stem) || utf8Length(extension) > EXTENSION_MAX_BYTES;
  return plain ? { stem: name, extension: '' } : { stem, extension };
}

/**
 * A device's name as every platform takes it inside a file name: without what Windows forbids, and without characters that
 * cannot be seen (Unicode category C: controls, direction marks, lone surrogates).
 */
function deviceLabel(device: string): string {
  const clean = device
    .normalize('NFC')
    .replaceAll(/[\p{C}/\\:*?"<>|]+/gu, '-')
    .replaceAll(/\s+/gu, ' ');
  return trimmed(cutToBytes(trimmed(clean), DEVICE_MAX_BYTES)) || 'device';
}

function trimmed(text: string): string {
  return text.replaceAll(/^[\s.-]+|[\s.-]+$/gu, '');
}

/** The longest beginning of a text that takes at most `bytes` in UTF-8, cut between code points. */
function cutToBytes(text: string, bytes: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += utf8Length(character);
    if (used > bytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x5f);
}
