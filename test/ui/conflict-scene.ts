import { writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { openDesk, type Desk, type DeskPair } from './desk.ts';
import { eventually } from '../tools/eventually.ts';

export type Versions = readonly [mine: string | Uint8Array, theirs: string | Uint8Array];

/** Two devices on one bucket, of which the second found conflicts. */
export interface ConflictScene {
  /** The device whose versions became conflict copies. */
  readonly laptop: Desk;
  readonly pair: DeskPair;
  /** The folder of the device whose versions kept the names. */
  readonly phone: DeskPair;
}

/** Has both devices change the same files while the first one rests. */
export async function openConflicts(
  files: Readonly<Record<string, Versions>>,
  language: 'en' | 'de' = 'en',
): Promise<ConflictScene> {
  const names = Object.keys(files);
  const first = Object.fromEntries(names.map((name) => [name, `first of ${name}`]));
  const phoneDesk = await openDesk({ pairs: ['docs'], files: first, device: 'phone' });
  const [phone] = phoneDesk.pairs;
  await inStep(phoneDesk, names.length);
  const laptop = await openDesk({
    pairs: ['docs'],
    s3: phoneDesk.s3,
    bucketOf: () => phone?.bucket ?? '',
    device: 'laptop',
    language,
  });
  const [pair] = laptop.pairs;
  if (pair === undefined || phone === undefined) throw new Error('no pair');
  await inStep(laptop, names.length);
  const running = laptop.service.context.pair(pair.id);
  running.pause();
  await eventually(() => expect(running.state().activity).toBe('paused'));
  const before = uploads(phoneDesk);
  for (const [name, [mine, theirs]] of Object.entries(files)) {
    await writeFile(pair.at(name), mine);
    await writeFile(phone.at(name), theirs);
  }
  await eventually(() => expect(uploads(phoneDesk) - before).toBe(names.length));
  running.resume();
  await eventually(() =>
    expect(running.state()).toMatchObject({
      conflicts: names.length,
      files: 2 * names.length,
      activity: 'resting',
    }),
  );
  // Until the copies are on the other device too.
  await inStep(phoneDesk, 2 * names.length);
  return { laptop, pair, phone };
}

async function inStep(desk: Desk, files: number): Promise<void> {
  const state = () => desk.service.context.pairs()[0]?.state();
  await eventually(() => expect(state()).toMatchObject({ files, activity: 'resting' }));
}

function uploads(desk: Desk): number {
  const rows = desk.service.context.pairs()[0]?.activity({ limit: 500 }) ?? [];
  return rows.filter(({ action }) => action === 'uploaded').length;
}
