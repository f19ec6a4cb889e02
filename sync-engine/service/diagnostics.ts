import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { homedir, release, totalmem } from 'node:os';
import path from 'node:path';
import type { DiagnosticsFile } from '../contract/api/index.ts';
import { maskSecrets } from '../index.ts';
import type { ServiceContext } from './context.ts';

/** The last of the log that goes in (bytes), and the activity records of each pair. */
const LOG_BYTES = 256 * 1024;
const ACTIVITY_RECORDS = 500;

/** Fields that name files. */
const NAMES = new Set(['path', 'target', 'key', 'from', 'to', 'copyPath', 'file', 'stagedName']);
/** Fields that hold lists of such names. */
const NAME_LISTS = new Set(['off', 'paths']);
const MESSAGES = new Set(['message', 'msg', 'remedy']);

/**
 * What helps to find a fault, and nothing that is nobody's business: no secret, no name of a file (each is replaced by a short hash,
 * the same one throughout, with its ending), the home folder as `~`. Buckets and endpoints are named.
 */
export async function diagnosticsOf(context: ServiceContext): Promise<readonly DiagnosticsFile[]> {
  const hide = createDisguise();
  const { config } = await context.home();
  const { host, parts } = context.options;
  const { node, modules } = process.versions;
  const system = { windlass: host.version, host: host.kind, node, modules, platform: process.platform };
  const files = [
    fileOf('system.json', { ...system, release: release(), arch: process.arch, memory: totalmem() }, hide),
    fileOf('config.json', config, hide),
  ];
  for (const pair of context.pairs()) {
    const short = pair.config.id.slice(0, 8);
    files.push(
      fileOf(`pair-${short}.json`, pair.state(), hide),
      fileOf(`activity-${short}.json`, pair.activity({ limit: ACTIVITY_RECORDS }), hide),
    );
  }
  const log = await logOf(parts.logFile);
  if (log !== undefined) files.push(textFile('log.ndjson', log.map((line) => lineOf(line, hide)).join('\n')));
  return files;
}

type Disguise = (pairPath: string) => string;

/** A salt of its own for every bundle: the hashes of common names tell nothing. */
function createDisguise(): Disguise {
  const salt = crypto.randomUUID();
  const short = (name: string): string =>
    createHash('sha256')
      .update(salt + name)
      .digest('hex')
      .slice(0, 8);
  return (pairPath) =>
    pairPath
      .split('/')
      .map((name) => (name === '' ? '' : short(name) + endingOf(name)))
      .join('/');
}

function endingOf(name: string): string {
  const ending = path.posix.extname(name);
  return /^\.[A-Za-z0-9]{1,5}$/.test(ending) ? ending : '';
}

function fileOf(name: string, value: unknown, hide: Disguise): DiagnosticsFile {
  return textFile(name, JSON.stringify(value, hidingNames(hide), 2));
}

function hidingNames(hide: Disguise) {
  return (name: string, value: unknown): unknown => {
    if (Array.isArray(value) && NAME_LISTS.has(name)) return value.map((item) => hide(String(item)));
    if (typeof value !== 'string') return value;
    if (NAMES.has(name)) return hide(value);
    // Messages quote the names they speak of.
    return MESSAGES.has(name)
      ? value.replaceAll(/(["']).+?\1/g, (quoted) => hide(quoted.slice(1, -1)))
      : value;
  };
}

function textFile(name: string, raw: string): DiagnosticsFile {
  // As it stands in JSON: with the backslashes of Windows doubled.
  const text = maskSecrets(raw).replaceAll(JSON.stringify(homedir()).slice(1, -1), '~');
  return { name, size: Buffer.byteLength(text), text };
}

function lineOf(line: string, hide: Disguise): string {
  try {
    return JSON.stringify(JSON.parse(line), hidingNames(hide));
  } catch {
    return '(a line that is no JSON)';
  }
}

/** The last lines of the log; undefined when there is none. */
async function logOf(file: string | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - LOG_BYTES);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - start), position: start });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean);
    // The first one is likely cut.
    return start > 0 ? lines.slice(1) : lines;
  } finally {
    await handle.close();
  }
}
