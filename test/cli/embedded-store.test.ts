import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { emptyConfig } from '../../sync-engine/contract/config.ts';
import { addPair, openHome } from '../../sync-engine/index.ts';
import { createEmbeddedStoreLender } from '../../sync-engine/service/embedded-store.ts';
import { device, type Device } from './harness.ts';
import { eventually } from '../tools/eventually.ts';

/** A device with a pair on its own embedded store. */
async function tryingOut(): Promise<Device> {
  const made = await device(undefined);
  const fresh = emptyConfig({ id: crypto.randomUUID(), name: 'laptop' }) as object;
  await mkdir(made.home, { recursive: true });
  const settings = { quietMs: 0, pollSecondsMin: 1, pollSecondsMax: 1 };
  await writeFile(path.join(made.home, 'config.json'), JSON.stringify({ ...fresh, settings }));
  const env = { WINDLASS_HOME: made.home };
  const pair = {
    id: crypto.randomUUID(),
    name: 'trial',
    folder: made.folder,
    bucket: 'files',
    prefix: '',
    recycle: { bucket: 'recycle', prefix: '' },
    mode: 'two-way' as const,
    account: { credentials: { kind: 'embedded' as const } },
  };
  await addPair(await openHome(env), pair, undefined, { env });
  return made;
}

it('a pair on the embedded store is synced, listed and restored with nothing else running', async () => {
  const laptop = await tryingOut();
  await laptop.write('a.txt', 'first');
  expect(await laptop.run(['sync', '--json'])).toMatchObject({ code: 0, last: { uploaded: 1 } });
  await laptop.write('a.txt', 'second');
  expect(await laptop.run(['sync', '--json'])).toMatchObject({ code: 0, last: { uploaded: 1 } });
  expect((await laptop.runHere(['trash', 'list', '--json'])).rows).toMatchObject([
    { path: 'a.txt', reason: 'o' },
  ]);
  expect((await laptop.runHere(['pairs'])).stdout).toContain('embedded store');
  expect((await laptop.runHere(['doctor'])).code).toBe(0);
});

it('several processes use one embedded store, and it goes on when the one that served it ends', async () => {
  const laptop = await tryingOut();
  const first = createEmbeddedStoreLender({ WINDLASS_HOME: laptop.home });
  const { endpoint } = await first.lend();
  await laptop.write('a.txt', 'a');
  const running = laptop.start(['run']);
  let output = '';
  running.stdout?.on('data', (chunk) => (output += String(chunk)));
  await eventually(() => expect(output).toContain('1 uploaded'));
  await first.close();
  const answers = async (): Promise<number> => (await fetch(endpoint)).status;
  await eventually(async () => expect(await answers()).toBe(403));
  await laptop.write('b.txt', 'b');
  await eventually(() => expect(output.match(/1 uploaded/g)).toHaveLength(2));
});

it('an account on the embedded store has no endpoint and no region', async () => {
  const laptop = await tryingOut();
  const home = await openHome({ WINDLASS_HOME: laptop.home });
  const withEndpoint = home.change((config) => ({
    ...config,
    pairs: config.pairs.map((pair) => ({
      ...pair,
      account: { ...pair.account, endpoint: 'http://127.0.0.1:1' },
    })),
  }));
  await expect(withEndpoint).rejects.toThrow(
    /pairs\[0\]\.account\.endpoint: .*not be set for the embedded store/,
  );
});
