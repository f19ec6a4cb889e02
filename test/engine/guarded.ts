import { expect } from 'vitest';
import type { Device, DeviceOptions, Rig } from './rig.ts';
import { startRig } from './rig.ts';

/** Enough files for every guard that looks at a whole side. */
export const FILES = {
  'a.txt': 'alpha',
  'b.txt': 'beta beta',
  'sub/c.txt': 'gamma gamma gamma',
  'sub/deep/d.txt': 'delta',
};

/** One device in step with a bucket that holds `files`. */
export async function filled(
  files: Readonly<Record<string, string>> = FILES,
  options: DeviceOptions = {},
): Promise<{ readonly rig: Rig; readonly device: Device }> {
  const rig = await startRig();
  const device = await rig.device('anna', options);
  for (const [name, text] of Object.entries(files)) await device.write(name, text);
  const report = await device.sync();
  expect(report).toMatchObject({ uploaded: Object.keys(files).length, failed: 0, held: 0 });
  rig.tick();
  return { rig, device };
}

/** What must still be in the bucket; and nothing may have gone to the recycle bucket. */
export async function unharmed(
  rig: Rig,
  { bucket }: { readonly bucket: Readonly<Record<string, string>> },
): Promise<void> {
  expect(await rig.objects(rig.files)).toEqual(bucket);
  expect(await rig.objects(rig.recycle)).toEqual({});
}

/** A sync finds nothing left to do, and asks for nothing but listings. */
export async function settled(device: Device): Promise<void> {
  const before = await device.contents();
  const report = await device.sync();
  expect(report).toMatchObject({
    uploaded: 0,
    downloaded: 0,
    recycled: 0,
    trashed: 0,
    renamed: 0,
    failed: 0,
    held: 0,
    conflicts: 0,
    requests: { GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
  });
  expect(report.halted).toBeUndefined();
  expect(await device.contents()).toEqual(before);
}
