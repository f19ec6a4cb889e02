import { open } from 'node:fs/promises';
import { homedir, release, totalmem } from 'node:os';
import type { DiagnosticsFile } from '../contract/api/index.ts';
import { maskSecrets, type Home } from '../index.ts';
import type { ServiceContext } from './context.ts';
import { createDisguise } from './diagnostics/disguise.ts';
import { toldOf, type Teller } from './diagnostics/told.ts';

/** The last of the log that goes in (bytes), and the activity records of each pair. */
const LOG_BYTES = 256 * 1024;
const ACTIVITY_RECORDS = 500;

/**
 * What helps to find a fault, and nothing that is nobody's business: no secret, no name of a file, folder, bucket, pair or device (each
 * is replaced by a short hash, the same one throughout, with its ending), the home folder as `~`. Endpoints are named. What may be told
 * is listed (`diagnostics/told.ts`); of anything else there is no more than its length.
 */
export async function diagnosticsOf(context: ServiceContext): Promise<readonly DiagnosticsFile[]> {
  const home = await context.home();
  const { config } = home;
  const teller = { disguise: createDisguise(), names: namesOf(home) };
  const { host, parts } = context.options;
  const { node, modules } = process.versions;
  const system = { windlass: host.version, host: host.kind, node, modules, platform: process.platform };
  const files = [
    fileOf('system.json', { ...system, release: release(), arch: process.arch, memory: totalmem() }, teller),
    fileOf('config.json', config, teller),
  ];
  for (const pair of context.pairs()) {
    const short = pair.config.id.slice(0, 8);
    files.push(
      fileOf(`pair-${short}.json`, pair.state(), teller),
      fileOf(`activity-${short}.json`, pair.activity({ limit: ACTIVITY_RECORDS }), teller),
    );
  }
  const log = await logOf(parts.logFile);
  if (log !== undefined)
    files.push(textFile('log.ndjson', log.map((line) => lineOf(line, teller)).join('\n')));
  return files;
}

/** What the configuration calls by a name that a message may name too. */
function namesOf({ config }: Home): readonly string[] {
  const { device, pairs } = config;
  const areas = pairs.flatMap(({ bucket, prefix, recycle }) => [
    bucket,
    prefix,
    recycle.bucket,
    recycle.prefix,
  ]);
  return [device.name, ...pairs.flatMap(({ name, folder, off = [] }) => [name, folder, ...off]), ...areas];
}

function fileOf(name: string, value: unknown, teller: Teller): DiagnosticsFile {
  // As JSON has it: what is undefined is not there, and instants are text.
  return textFile(name, JSON.stringify(toldOf(JSON.parse(JSON.stringify(value)), teller), undefined, 2));
}

function textFile(name: string, raw: string): DiagnosticsFile {
  // As it stands in JSON: with the backslashes of Windows doubled.
  const text = maskSecrets(raw).replaceAll(JSON.stringify(homedir()).slice(1, -1), '~');
  return { name, size: Buffer.byteLength(text), text };
}

function lineOf(line: string, teller: Teller): string {
  try {
    return JSON.stringify(toldOf(JSON.parse(line), teller));
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
