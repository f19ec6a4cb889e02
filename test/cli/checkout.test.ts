import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../sync-engine/contract/config.ts';
import { temporaryDirectory } from './harness.ts';

const CHECKOUT = path.resolve(import.meta.dirname, '../..');

/** Runs the dev script by npm itself from `cwd`, and resolves with the folders that are pairs then. */
async function pairedFrom(cwd: string, folder: string, npmArguments: readonly string[] = []) {
  const home = await temporaryDirectory();
  const words = ['add', folder, 's3://files', '--recycle', 's3://bin', '--no-check', '--credentials', 'env'];
  await promisify(execFile)('npm', [...npmArguments, 'run', '-s', 'windlass', '--', ...words], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, WINDLASS_HOME: home },
  });
  const file = path.join(home, 'config.json');
  const { pairs } = parseConfig(JSON.parse(await readFile(file, 'utf8')), file);
  return pairs.map((pair) => pair.folder);
}

describe('npm run windlass', () => {
  it('takes a relative folder from where it was typed, in a subfolder of the checkout', async () => {
    const folder = await temporaryDirectory();
    const cwd = path.join(CHECKOUT, 'test/cli');
    expect(await pairedFrom(cwd, path.relative(cwd, folder))).toEqual([folder]);
  });

  it('takes it from where it was typed outside the checkout, too', async () => {
    const outside = await temporaryDirectory();
    await mkdir(path.join(outside, 'photos'));
    expect(await pairedFrom(outside, './photos', ['--prefix', CHECKOUT])).toEqual([
      path.join(outside, 'photos'),
    ]);
  });
});

describe('windlass itself', () => {
  it('takes a relative folder from its own working folder, whatever npm script started it', async () => {
    const outside = await temporaryDirectory();
    await mkdir(path.join(outside, 'photos'));
    const main = path.join(CHECKOUT, 'sync-engine/cli/main.ts');
    const words = [
      'add',
      'photos',
      's3://files',
      '--recycle',
      's3://bin',
      '--no-check',
      '--credentials',
      'env',
    ];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...words, '--json'],
      {
        cwd: outside,
        env: {
          WINDLASS_HOME: path.join(outside, 'home'),
          npm_lifecycle_event: 'windlass',
          INIT_CWD: CHECKOUT,
        },
      },
    );
    expect(JSON.parse(stdout.trim())).toMatchObject({ type: 'pair', folder: path.join(outside, 'photos') });
  });
});
