import { describe, expect, it } from 'vitest';
import { device } from './harness.ts';

const COMMANDS = [
  ['demo'],
  ['add'],
  ['pairs'],
  ['remove'],
  ['sync'],
  ['run'],
  ['status'],
  ['activity'],
  ['conflicts'],
  ['held'],
  ['held', 'approve'],
  ['held', 'reject'],
  ['trash'],
  ['trash', 'list'],
  ['trash', 'restore'],
  ['trash', 'purge'],
  ['trash', 'retention'],
  ['verify'],
  ['doctor'],
  ['store'],
] as const;

/** Names every package that is loaded, on stderr. */
const PACKAGE_TRACER = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) process.stderr.write('loads ' + name + '\\n');
      return next(url, context);
    },
  });`)}`;

describe('windlass --help', () => {
  it('lists every command and exits with 0', async () => {
    const { code, stdout } = await (await device(undefined)).run(['--help']);
    expect(code).toBe(0);
    for (const [name] of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))('explains %s', async (name, words) => {
    const { code, stdout } = await (await device(undefined)).runHere([...words, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: windlass ${name}`);
    expect(stdout).toContain('--json');
  });

  it('loads nothing heavy, so that it answers at once', async () => {
    const { code, stderr } = await (
      await device(undefined)
    ).run(['--help'], { nodeArgs: ['--import', PACKAGE_TRACER] });
    expect(code).toBe(0);
    const light = ['commander', 'env-paths', 'is-safe-filename'].map((name) => `loads ${name}`);
    expect(new Set(stderr.trim().split('\n'))).toEqual(new Set(light));
  });

  it('prints the version', async () => {
    const { code, stdout } = await (await device(undefined)).run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that is not understood', () => {
  it.each([
    [[]],
    [['frobnicate']],
    [['sync', '--frobnicate']],
    [['add']],
    [['add', '/tmp']],
    [['add', '.', 's3://files']],
    [['add', '.', 'files', '--recycle', 's3://bin']],
    [['add', '.', 's3://files', '--recycle', 's3://files']],
    [['add', '.', 's3://files/a', '--recycle', 's3://files/a/b']],
    [['add', '.', 's3://files', '--recycle', 's3://bin', '--mode', 'sideways']],
    [['add', '.', 's3://files', '--recycle', 's3://bin', '--credentials', 'guess']],
    [['add', 'no-such-folder', 's3://files', '--recycle', 's3://bin', '--no-check', '--credentials', 'env']],
    [['remove']],
    [['sync', 'nobody']],
    [['activity', '--limit', 'some']],
    [['trash']],
    [['trash', 'restore', '--as-of', 'tomorrow', 'x']],
    [['trash', 'purge']],
    [['trash', 'retention', '--days', '0']],
    [['trash', 'retention', '--days', '3', '--off']],
    [['store']],
    [['store', '--dir', 'x', '--port', '70000']],
  ])('%j exits with 2 and says why', async (args) => {
    const { code, stdout, stderr } = await (await device(undefined)).runHere(args);
    expect(code).toBe(2);
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  it.each([
    [['sync', '--frobnicate'], '--frobnicate'],
    [['sync', 'nobody'], 'no pair'],
    [['sycn'], 'Did you mean sync?'],
    [['add', '/tmp'], 'where the files go'],
    [['remove'], 'pair'],
    [['trash'], 'a command is missing'],
    [[], 'a command is missing'],
  ])('%j says so once with --json: in one record, and nothing beside it', async (args, said) => {
    const { code, rows, stderr } = await (await device(undefined)).runHere([...args, '--json']);
    expect(code).toBe(2);
    expect(rows).toMatchObject([{ type: 'error', message: expect.stringContaining(said) }]);
    expect(stderr).toBe('');
  });

  it('says so in words where --json is a name behind --', async () => {
    const { stdout, stderr } = await (
      await device(undefined)
    ).runHere(['sync', '--frobnicate', '--', '--json']);
    expect(stdout).toBe('');
    expect(stderr).toContain('--frobnicate');
  });

  it('suggests what may have been meant', async () => {
    const { stderr } = await (await device(undefined)).runHere(['sycn']);
    expect(stderr).toContain('Did you mean sync?');
  });
});
