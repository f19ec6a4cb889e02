import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPinoLog, type PinoLog } from '../../sync-engine/adapters/log/pino-log.ts';
import { createMemoryLog } from '../../sync-engine/adapters/memory/memory-log.ts';
import { openHome } from '../../sync-engine/compose/home.ts';
import { openLog } from '../../sync-engine/compose/host.ts';
import { openSetupAccount } from '../../sync-engine/compose/setup-account.ts';
import { fail } from '../../sync-engine/core/error.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

let folder: string;
let file: string;
let log: PinoLog;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'windlass-log-'));
  file = path.join(folder, 'logs', 'windlass.log');
  log = createPinoLog({ level: 'debug', destination: { file } });
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

const output = (): string => readFileSync(file, 'utf8');
const lastLine = (): Record<string, unknown> =>
  JSON.parse(output().trim().split('\n').at(-1) ?? '') as Record<string, unknown>;

test('a record is one JSON line with its fields, its children’s and the time', () => {
  log.child({ pair: 'photos', bytes: 10n }).info({ path: 'a\nb', at: new Date(0) }, 'uploaded');
  expect(lastLine()).toMatchObject({
    level: 30,
    pair: 'photos',
    bytes: '10',
    path: 'a\nb',
    at: '1970-01-01T00:00:00.000Z',
    msg: 'uploaded',
  });
  expect(Math.abs(Number(lastLine()['time']) - Date.now())).toBeLessThan(60_000);
  expect(output().trim().split('\n')).toHaveLength(1);
});

test.runIf(process.platform === 'linux')('a full disk ends neither the caller nor the process', () => {
  const full = createPinoLog({ level: 'debug', destination: { file: '/dev/full' } });
  expect(() => full.warn({}, 'lost')).not.toThrow();
});

test('a log file is opened once, however often what writes to it is opened', async () => {
  const opened = await Promise.all([
    openLog({ env: {}, logFile: file }),
    openLog({ env: {}, logFile: file }),
  ]);
  opened.forEach((one, at) => one.info({ at }, 'here'));
  expect(output().trim().split('\n')).toHaveLength(2);
  expect(opened[0]).toBe(opened[1]);
  opened[0].close();
});

test('the keys of an account that was opened are masked, whatever they stand in', async () => {
  const env = { WINDLASS_HOME: folder };
  const config = { endpoint: 'http://127.0.0.1:9', credentials: { kind: 'env' } } as const;
  const keys = { accessKeyId: 'AK', secretAccessKey: SECRET, sessionToken: 'a-session-token' };
  const account = await openSetupAccount(await openHome(env), config, { env, logFile: file, keys });
  await account.close();
  const shared = await openLog({ env, logFile: file });
  shared.child({ pair: 'photos' }).warn({ answer: `<Key>${SECRET}</Key>` }, 'refused a-session-token');
  shared.close();
  expect(lastLine()).toMatchObject({ answer: '<Key>[redacted]</Key>', msg: 'refused [redacted]' });
});

test('records below the level are not written', () => {
  const quiet = createPinoLog({ level: 'warn', destination: { file } });
  quiet.info({}, 'no');
  quiet.child({}).debug({}, 'no');
  quiet.error({}, 'yes');
  quiet.close();
  expect(output()).toContain('yes');
  expect(output()).not.toContain('no');
});

test('only its owner may read the file, and it is added to', () => {
  log.info({}, 'first');
  const again = createPinoLog({ level: 'info', destination: { file } });
  again.info({}, 'second');
  again.close();
  expect(output()).toMatch(/first[^]*second/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

describe('a secret never reaches the output', () => {
  test.each([
    'secret',
    'secretAccessKey',
    'SecretKey',
    'AWS_SECRET_ACCESS_KEY',
    'sessionToken',
    'Authorization',
    'proxy-authorization',
    'passphrase',
    'password',
    'connectionString',
    'x-amz-security-token',
    'X-Amz-Signature',
    'WINDLASS_PASSPHRASE',
    'apiKey',
    'token',
    'set-cookie',
    'credentials',
  ])('in a field named %s, wherever it stands', (name) => {
    const nested = { a: [{ b: new Map([[name, SECRET]]) }, { [name]: { deep: [SECRET] } }] };
    log.info({ [name]: SECRET, nested, headers: [[name, SECRET]] }, 'm');
    log.child({ [name]: SECRET }).warn({ [name]: [SECRET] }, 'm');
    log.error({ error: Object.assign(new Error('x'), { request: { [name]: SECRET } }) }, 'm');
    expect(output()).toContain('[redacted]');
    expect(output()).not.toContain(SECRET.slice(0, 12));
  });

  test('by its value, in any field, message, error or address, once it is known', () => {
    const odd = 'q"uo\\te ü/+=&';
    log.redactValues([SECRET, odd]);
    const child = log.child({ path: `x/${SECRET}` });
    child.info({ list: [SECRET], [SECRET]: 1 }, `the key ${SECRET}`);
    child.error({ error: fail('internal', `failed with ${SECRET}`, { cause: new Error(SECRET) }) }, 'm');
    child.info({ url: `http://h/?k=${encodeURIComponent(SECRET)}`, odd, text: `<${odd}>` }, odd);
    child.info({ header: Buffer.from(SECRET).toString('base64') }, 'm');
    for (const form of [
      SECRET,
      encodeURIComponent(SECRET),
      Buffer.from(SECRET).toString('base64'),
      'uo\\\\te',
    ])
      expect(output()).not.toContain(form);
    expect(output().trim().split('\n')).toHaveLength(4);
    for (const line of output().trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test.each([
    [
      'a presigned address',
      `https://h/b/k?X-Amz-Credential=AK%2F2026&X-Amz-Security-Token=${encodeURIComponent(SECRET)}&X-Amz-Signature=${'ab12'.repeat(16)}`,
    ],
    [
      'an authorization header',
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLEXYZ/20261120/x, Signature=${'ab12'.repeat(16)}`,
    ],
    ['a connection string', `ServiceUrl=x; SecretKey=${SECRET}; Password="${SECRET} x"`],
    ['an environment', `AWS_SECRET_ACCESS_KEY=${SECRET} AWS_SESSION_TOKEN=${SECRET}`],
    ['an address with a password', `https://me:${encodeURIComponent(SECRET)}@host/`],
    ['a bearer token', `Bearer ${SECRET}`],
  ])('inside %s, unknown as it is', (_, text) => {
    log.info({ text, error: new Error(text) }, text);
    expect(output()).toContain('[redacted]');
    expect(output()).not.toContain('ab12ab12');
    expect(output()).not.toContain(SECRET.slice(0, 12));
    expect(output()).not.toContain('AKIDEXAMPLEXYZ');
  });

  test('and an access key is cut to what tells two apart', () => {
    log.info({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', text: 'key AKIAIOSFODNN7EXAMPLE' }, 'm');
    expect(lastLine()).toMatchObject({ accessKeyId: 'AKIA…MPLE', text: 'key AKIA…MPLE' });
  });

  test('and what is no secret stays readable', () => {
    const fields = {
      key: 'photos/secret santa.jpg',
      bucket: 'tokens',
      path: 'password.txt',
      etag: 'ab'.repeat(16),
    };
    log.info(fields, 'uploaded photos/secret santa.jpg');
    expect(lastLine()).toMatchObject({ ...fields, msg: 'uploaded photos/secret santa.jpg' });
  });
});

test('what JSON cannot hold does not stop a record', () => {
  const loop: Record<string, unknown> = { name: 'loop' };
  loop['self'] = loop;
  let deep: unknown = 'bottom';
  for (let level = 0; level < 50; level++) deep = { deep };
  const odd = {
    loop,
    deep,
    bytes: Buffer.alloc(3),
    set: new Set([1]),
    call: () => 1,
    bad: new Date(Number.NaN),
  };
  log.info(odd, 'm');
  expect(lastLine()).toMatchObject({
    loop: { self: '[circular]' },
    bytes: '[3 bytes]',
    set: [1],
    bad: null,
    msg: 'm',
  });
});

test('pretty lines are for people, and redacted too', () => {
  const pretty = createPinoLog({ level: 'info', destination: { file }, pretty: true });
  pretty.warn({ path: 'a b', password: SECRET }, 'look');
  pretty.close();
  expect(output()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}look path="a b" password="\[redacted\]"\n$/);
});

test('the log on stderr leaves stdout alone', () => {
  const script = `
    import { createPinoLog } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../sync-engine/adapters/log/pino-log.ts'))};
    createPinoLog({ level: 'info', destination: 'stderr' }).info({}, 'to stderr');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(stderr).toContain('to stderr');
});

test('the memory log keeps what the real one would write', () => {
  const memory = createMemoryLog();
  memory.child({ pair: 'p' }).warn({ secret: SECRET, n: 1 }, `SecretKey=${SECRET}`);
  expect(memory.records).toEqual([
    { level: 'warn', fields: { pair: 'p', secret: '[redacted]', n: 1 }, message: 'SecretKey=[redacted]' },
  ]);
});
