import { describe, expect, it } from 'vitest';
import type { Mode } from '../../sync-engine/core/decide.ts';
import { settled } from './guarded.ts';
import type { Device, Rig } from './rig.ts';
import { startRig } from './rig.ts';

/** What both sides agree on at the start of every row. */
const BASE = { 'f.txt': 'base', 'other.txt': 'other' };

type Sides = Readonly<Record<string, string>>;

interface Row {
  readonly local: string;
  readonly remote: string;
  /** What happens on each side; the rest stays as it is. */
  readonly change: (hands: Hands) => Promise<void>;
  readonly report: Readonly<Record<string, number>>;
  readonly folder: Sides;
  readonly bucket: Sides;
  readonly recycled?: readonly string[];
}

interface Hands {
  readonly device: Device;
  readonly rig: Rig;
  readonly put: (key: string, text: string) => Promise<void>;
}

const REST = { 'other.txt': 'other' };
const here =
  (text: string) =>
  async ({ device }: Hands) =>
    device.write('f.txt', text);
const there =
  (text: string) =>
  async ({ put }: Hands) =>
    put('f.txt', text);
const goneHere = async ({ device }: Hands) => device.remove('f.txt');
const goneThere = async ({ rig }: Hands) => rig.files.delete('f.txt');
const both =
  (...steps: readonly ((hands: Hands) => Promise<void>)[]) =>
  async (hands: Hands) => {
    for (const step of steps) await step(hands);
  };

const UPLOAD_ONLY: readonly Row[] = [
  {
    local: 'nothing',
    remote: 'new',
    change: ({ put }) => put('n.txt', 'new there'),
    report: { downloaded: 0 },
    folder: BASE,
    bucket: { ...BASE, 'n.txt': 'new there' },
  },
  {
    local: 'new',
    remote: 'nothing',
    change: ({ device }) => device.write('n.txt', 'new here'),
    report: { uploaded: 1 },
    folder: { ...BASE, 'n.txt': 'new here' },
    bucket: { ...BASE, 'n.txt': 'new here' },
  },
  {
    local: 'new',
    remote: 'new, different',
    change: both(
      ({ device }) => device.write('n.txt', 'here'),
      ({ put }) => put('n.txt', 'over there'),
    ),
    report: { uploaded: 1, conflicts: 0 },
    folder: { ...BASE, 'n.txt': 'here' },
    bucket: { ...BASE, 'n.txt': 'here' },
    recycled: ['over there'],
  },
  {
    local: 'new',
    remote: 'new, equal',
    change: both(
      ({ device }) => device.write('n.txt', 'same'),
      ({ put }) => put('n.txt', 'same'),
    ),
    report: { uploaded: 0, recorded: 1 },
    folder: { ...BASE, 'n.txt': 'same' },
    bucket: { ...BASE, 'n.txt': 'same' },
  },
  {
    local: 'edited',
    remote: 'same',
    change: here('edited here'),
    report: { uploaded: 1 },
    folder: { ...REST, 'f.txt': 'edited here' },
    bucket: { ...REST, 'f.txt': 'edited here' },
    recycled: ['base'],
  },
  {
    local: 'deleted',
    remote: 'same',
    change: goneHere,
    report: { recycled: 1 },
    folder: REST,
    bucket: REST,
    recycled: ['base'],
  },
  {
    local: 'same',
    remote: 'edited',
    change: there('edited there'),
    report: { uploaded: 1, downloaded: 0 },
    folder: BASE,
    bucket: BASE,
    recycled: ['edited there'],
  },
  {
    local: 'edited',
    remote: 'edited',
    change: both(here('edited here'), there('edited over there')),
    report: { uploaded: 1, conflicts: 0 },
    folder: { ...REST, 'f.txt': 'edited here' },
    bucket: { ...REST, 'f.txt': 'edited here' },
    recycled: ['edited over there'],
  },
  {
    local: 'deleted',
    remote: 'edited',
    change: both(goneHere, there('edited there')),
    report: { recycled: 1 },
    folder: REST,
    bucket: REST,
    recycled: ['edited there'],
  },
  {
    local: 'same',
    remote: 'deleted',
    change: goneThere,
    report: { uploaded: 1, trashed: 0 },
    folder: BASE,
    bucket: BASE,
  },
  {
    local: 'edited',
    remote: 'deleted',
    change: both(here('edited here'), goneThere),
    report: { uploaded: 1 },
    folder: { ...REST, 'f.txt': 'edited here' },
    bucket: { ...REST, 'f.txt': 'edited here' },
  },
  {
    local: 'deleted',
    remote: 'deleted',
    change: both(goneHere, goneThere),
    report: { recycled: 0, uploaded: 0, downloaded: 0 },
    folder: REST,
    bucket: REST,
  },
];

const DOWNLOAD_ONLY: readonly Row[] = [
  {
    local: 'nothing',
    remote: 'new',
    change: ({ put }) => put('n.txt', 'new there'),
    report: { downloaded: 1 },
    folder: { ...BASE, 'n.txt': 'new there' },
    bucket: { ...BASE, 'n.txt': 'new there' },
  },
  {
    local: 'new',
    remote: 'nothing',
    change: ({ device }) => device.write('n.txt', 'new here'),
    report: { uploaded: 0 },
    folder: { ...BASE, 'n.txt': 'new here' },
    bucket: BASE,
  },
  {
    local: 'new',
    remote: 'new, equal',
    change: both(
      ({ device }) => device.write('n.txt', 'same'),
      ({ put }) => put('n.txt', 'same'),
    ),
    report: { downloaded: 0, recorded: 1 },
    folder: { ...BASE, 'n.txt': 'same' },
    bucket: { ...BASE, 'n.txt': 'same' },
  },
  {
    local: 'edited',
    remote: 'same',
    change: here('edited here'),
    report: { uploaded: 0, downloaded: 0 },
    folder: { ...REST, 'f.txt': 'edited here' },
    bucket: BASE,
  },
  {
    local: 'edited to the same size',
    remote: 'same',
    change: here('BASE'),
    report: { uploaded: 0, downloaded: 0 },
    folder: { ...REST, 'f.txt': 'BASE' },
    bucket: BASE,
  },
  {
    local: 'deleted',
    remote: 'same',
    change: goneHere,
    report: { downloaded: 1, recycled: 0 },
    folder: BASE,
    bucket: BASE,
  },
  {
    local: 'same',
    remote: 'edited',
    change: there('edited there'),
    report: { downloaded: 1 },
    folder: { ...REST, 'f.txt': 'edited there' },
    bucket: { ...REST, 'f.txt': 'edited there' },
  },
  {
    local: 'deleted',
    remote: 'edited',
    change: both(goneHere, there('edited there')),
    report: { downloaded: 1 },
    folder: { ...REST, 'f.txt': 'edited there' },
    bucket: { ...REST, 'f.txt': 'edited there' },
  },
  {
    local: 'same',
    remote: 'deleted',
    change: goneThere,
    report: { trashed: 1, uploaded: 0 },
    folder: REST,
    bucket: REST,
  },
  {
    local: 'edited',
    remote: 'deleted',
    change: both(here('edited here'), goneThere),
    report: { trashed: 0, uploaded: 0 },
    folder: { ...REST, 'f.txt': 'edited here' },
    bucket: REST,
  },
  {
    local: 'deleted',
    remote: 'deleted',
    change: both(goneHere, goneThere),
    report: { downloaded: 0, uploaded: 0, recycled: 0 },
    folder: REST,
    bucket: REST,
  },
];

const MODES: readonly { readonly mode: Mode; readonly rows: readonly Row[] }[] = [
  { mode: 'upload-only', rows: UPLOAD_ONLY },
  { mode: 'download-only', rows: DOWNLOAD_ONLY },
];

/** A device in step with its bucket at `BASE`. */
async function inStep(mode: Mode): Promise<Hands> {
  const rig = await startRig();
  const put = async (key: string, text: string): Promise<void> => {
    rig.tick();
    await rig.files.put(key, Buffer.from(text));
  };
  const device = await rig.device('anna', { mode });
  for (const [name, text] of Object.entries(BASE)) {
    if (mode === 'upload-only') await device.write(name, text);
    else await put(name, text);
  }
  expect(await device.sync()).toMatchObject({ failed: 0 });
  expect(await device.contents()).toEqual(BASE);
  rig.tick();
  return { rig, device, put };
}

describe.each(MODES)('$mode', ({ mode, rows }) => {
  it.each(rows)('local $local, remote $remote', async ({ change, report, folder, bucket, recycled }) => {
    const hands = await inStep(mode);
    const { device, rig } = hands;
    await change(hands);
    expect(await device.sync()).toMatchObject({ failed: 0, held: 0, failures: [], ...report });
    expect(await device.contents()).toEqual(folder);
    expect(await rig.objects(rig.files)).toEqual(bucket);
    expect(Object.values(await rig.objects(rig.recycle)).sort()).toEqual([...(recycled ?? [])].sort());
    await settled(device);
    await device.restart();
    await settled(device);
  });
});

describe('download-only', () => {
  it.each([
    ['edited', async (hands: Hands) => both(here('edited here'), there('edited over there'))(hands), 'f.txt'],
    [
      'new',
      async (hands: Hands) =>
        both(
          ({ device }) => device.write('n.txt', 'edited here'),
          ({ put }) => put('n.txt', 'edited over there'),
        )(hands),
      'n.txt',
    ],
  ])(
    'keeps the local file beside the object as a conflict copy when both are %s',
    async (_state, change, name) => {
      const hands = await inStep('download-only');
      await change(hands);
      expect(await hands.device.sync()).toMatchObject({ conflicts: 1, uploaded: 0, failed: 0 });
      const folder = await hands.device.contents();
      expect(folder[name]).toBe('edited over there');
      const copy = Object.keys(folder).find((other) => other.includes('(conflict anna '));
      expect(folder[copy ?? '']).toBe('edited here');
      expect(Object.values(await hands.rig.objects(hands.rig.files))).not.toContain('edited here');
      await settled(hands.device);
    },
  );

  it('needs no permission but to list and to read', async () => {
    const rig = await startRig();
    await rig.files.put('sub/a.txt', Buffer.from('alpha'));
    const device = await rig.device('anna', { mode: 'download-only' });
    rig.server.deny([
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListBucketMultipartUploads',
    ]);
    expect(await device.sync()).toMatchObject({ downloaded: 1, failed: 0, failures: [] });
    await device.write('mine.txt', 'mine');
    await settled(device);
    expect(await device.contents()).toMatchObject({ 'sub/a.txt': 'alpha' });
  });
});
