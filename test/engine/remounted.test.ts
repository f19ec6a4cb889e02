import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { can, needs } from '../fs/requires.ts';
import { BRISK, holds, running, until } from './running.ts';
import { startRig } from './rig.ts';

it('hears of changes again after its folder was unmounted and mounted again', async (context) => {
  needs(context, process.getuid?.() === 0 && can('unshare', '--mount', 'true'), 'the right to mount');
  const rig = await startRig();
  const root = path.join(rig.home, 'mounted');
  const disk = path.join(rig.home, 'disk');
  await mkdir(root);
  await mkdir(disk);
  const mount = (): unknown => execFileSync('mount', ['--bind', disk, root]);
  const unmount = (): unknown => execFileSync('umount', [root]);
  mount();
  onTestFinished(() => {
    if (can('mountpoint', '-q', root)) unmount();
  });
  const device = await rig.device('anna', { root });
  await device.write('a.txt', 'a');
  // The bucket is polled, the folder is not rescanned: what is new there is heard of, or not seen.
  const { session, reports } = await running(device, BRISK);
  await until(holds(rig, 'a.txt', 'a'));
  // Not busy with a look when it is taken away.
  await until(() => {
    try {
      unmount();
      return true;
    } catch {
      return false;
    }
  });
  session.wake();
  await until(
    () => reports.at(-1)?.halted?.code === 'root-replaced' || reports.at(-1)?.halted?.code === 'root-missing',
  );
  mount();
  await until(() => reports.at(-1)?.halted === undefined);
  const before = reports.length;
  await writeFile(path.join(root, 'b.txt'), 'b');
  await until(holds(rig, 'b.txt', 'b'));
  expect(reports.length).toBeGreaterThan(before);
});
