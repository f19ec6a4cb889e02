import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPinoLog } from '../../sync-engine/adapters/log/pino-log.ts';
import { errorText, SYNC_ERROR_CODES } from '../../sync-engine/contract/error-text.ts';
import type { Log } from '../../sync-engine/ports/log.ts';
import type { ServiceContext } from '../../sync-engine/service/context.ts';
import { diagnosticsOf } from '../../sync-engine/service/diagnostics.ts';
import { plainWords } from '../../sync-engine/service/diagnostics/plain-words.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

/** Any part of a name that survives is found by this. */
const SECRET = /zq[a-z]/i;

const word = fc
  .stringMatching(/^[a-z]{4,8}$/)
  .chain((letters) => fc.constantFrom(`zq${letters}`, `Zq${letters}`, `ZQ${letters.toUpperCase()}`));
const between = fc.constantFrom(
  ' ',
  "'",
  '"',
  "' ",
  ' "',
  "'s ",
  '": "',
  '/',
  '\\',
  '\\"',
  ' is not there ',
  ', open ',
  '): ',
  '(',
  '; ',
  '-',
  '=',
  '\n',
  '\n    at x (y.ts:1:1)\n',
  '$&',
  '.*',
  '‹',
  '…',
  ' → ',
  'é',
  '\u202E',
);
const name = fc
  .array(fc.tuple(word, between), { minLength: 1, maxLength: 4 })
  .chain((parts) => word.map((last) => parts.map((part) => part.join('')).join('') + last));

interface Names {
  readonly folder: string;
  readonly file: string;
  readonly bucket: string;
}

/** Lines as the engine writes them: each with a name in another place. */
function writeLines(log: Log, { folder, file, bucket }: Names): void {
  const system = (message: string) =>
    Object.assign(new Error(message), { code: 'EPERM', path: file, dest: folder });
  log.warn({ pattern: file, line: 3 }, `.windlassignore: ${file} means nothing`);
  log.info({ folder: file, code: 'network' }, 'the size of a folder that is off is not known');
  log.warn(
    {
      trashedTo: file,
      error: system(`EPERM: operation not permitted, rename '${folder}/${file}' -> '${file}'`),
    },
    'a file that was to be put back stays in the local trash',
  );
  log.warn(
    { error: String(system(`ENOSPC: ${file}`)) },
    'cannot watch the folder; it is looked at by the clock',
  );
  log.warn({ code: 'root-missing' }, `${folder} is not there`);
  log.warn(
    { path: file, code: 'local-changed', decision: 'upload-new' },
    `${file} changed, it's now "${file}"`,
  );
  log.error({ code: 'access-denied', bucket }, `no right to list ${bucket}, or '${bucket}' is gone`);
  log.warn(
    { reason: `file is not a database: ${file}`, movedTo: `${folder}/${file}` },
    'the index was damaged',
  );
  log.debug({ operation: 'get', bucket, key: file, ms: 3, surprise: file, [file]: 1 }, 'object store call');
  log.error({ error: new TypeError(file) }, 'a call of a page met a bug');
  log.child({ pair: file }).info({ purged: 3, days: 90 }, 'old files were purged from the local trash');
}

async function bundleOf(names: Names): Promise<string> {
  const base = await mkdtemp(path.join(tmpdir(), 'windlass-log-'));
  try {
    return await bundleFrom(path.join(base, 'windlass.log'), names);
  } finally {
    await rm(base, { recursive: true });
  }
}

async function bundleFrom(logFile: string, names: Names): Promise<string> {
  const log = createPinoLog({ level: 'debug', destination: { file: logFile } });
  writeLines(log, names);
  log.close();
  const { folder, bucket } = names;
  const area = { bucket, prefix: `${bucket}/` };
  const account = { credentials: { kind: 'profile', profile: bucket }, endpoint: 'https://s3.example.org' };
  const pair = {
    id: crypto.randomUUID(),
    name: bucket,
    folder,
    ...area,
    recycle: area,
    mode: 'two-way',
    account,
  };
  const config = { device: { id: crypto.randomUUID(), name: bucket }, pairs: [{ ...pair, off: [bucket] }] };
  const context = { home: () => Promise.resolve({ config }), pairs: () => [] };
  const options = { host: BROWSER_HOST, parts: { env: {}, logFile } };
  const files = await diagnosticsOf({ ...context, options } as unknown as ServiceContext);
  return files.map(({ text }) => text).join('\n');
}

describe('a diagnostics bundle of hostile names', () => {
  it('holds no part of one, wherever in a line it stood', async () => {
    await fc.assert(
      fc.asyncProperty(name, name, name, async (folder, file, bucket) => {
        const bundle = await bundleOf({ folder: `/${folder}`, file, bucket });
        expect(bundle).not.toMatch(SECRET);
      }),
      { numRuns: 150 },
    );
  });

  it('still tells what happened', async () => {
    const bundle = await bundleOf({ folder: '/home/zqanna', file: "John's zqtaxes.txt", bucket: 'zqbucket' });
    const lines = bundle.split('\n').filter((line) => line.startsWith('{"level"'));
    expect(lines).toHaveLength(11);
    const all = lines.join('\n');
    for (const told of [
      '"msg":"the size of a folder that is off is not known"',
      '"operation":"get"',
      '"ms":3',
      '"code":"EPERM"',
      'EPERM: operation not permitted, rename',
      ' is not there"',
      '"decision":"upload-new"',
      'file is not a database',
      'diagnostics-names.test.ts:',
      '"purged":3,"days":90',
    ]) {
      expect(all).toContain(told);
    }
    expect(all).toMatch(/"trashedTo":"[0-9a-f]{8}\.txt"/);
    expect(all).not.toMatch(/John|taxes|anna/);
  });
});

describe('the words of Windlass', () => {
  it('are told: its texts for errors, and the messages of its log', async () => {
    const messages = SYNC_ERROR_CODES.map((code) => errorText({ code, message: '' }).message);
    const engine = path.resolve(import.meta.dirname, '../../sync-engine');
    for (const file of [
      'engine/leftovers.ts',
      'engine/session.ts',
      'engine/tracking/free.ts',
      'engine/probe.ts',
    ]) {
      const source = await readFile(path.join(engine, file), 'utf8');
      for (const [, literal = ''] of source.matchAll(/log\.\w+\(\{[^}]*\}, '([^']+)'/g))
        messages.push(literal);
    }
    expect(messages.length).toBeGreaterThan(SYNC_ERROR_CODES.length + 5);
    for (const message of messages) expect(plainWords(message)).not.toContain('‹');
  });
});
