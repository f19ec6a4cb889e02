import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createBuckets } from '../../sync-engine/index.ts';
import { contentsOf } from '../engine/rig.ts';
import { openDesk, type Desk, type DeskServer } from './desk.ts';
import { withKeyboard, withMouse, type Hands } from './hands.ts';
import { hasBrowser, openPage, type Page } from './page.ts';
import { nextSecond } from './trash-scene.ts';
import { eventually } from '../tools/eventually.ts';

const rgw = inject('rgw');
const PASSPHRASE = 'correct horse battery';
/** A hundred files a project. */
interface Amount {
  readonly files: number;
  /** Projects that are deleted: less than the quarter from which on deletions are held. */
  readonly deleted: readonly number[];
}
const WHOLE: Amount = { files: 1_250, deleted: [3, 4, 5] };
/** The same deeds with less to carry. */
const LESS: Amount = { files: 450, deleted: [3] };
const EDITED = 'project 0/file 1.txt';

type Files = Readonly<Record<string, string>>;

function sampleFiles(count: number): Files {
  const names = Array.from({ length: count }, (_, at) => `project ${Math.floor(at / 100)}/file ${at}.txt`);
  return Object.fromEntries(names.map((name, at) => [name, `text of ${at}\n`.repeat(at % 20)]));
}

async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    if (path.basename(name).endsWith('0.txt')) await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** What lies in the folder, without the engine's own. */
async function filesIn(folder: string): Promise<Files> {
  const all = Object.entries(await contentsOf(folder));
  return Object.fromEntries(all.filter(([name]) => !name.endsWith('/') && !name.startsWith('.windlass')));
}

/** Waits until the folder holds these files, and these alone. */
async function holds(folder: string, files: Files): Promise<void> {
  await eventually(async () => expect(await filesIn(folder)).toEqual(files));
}

/** What the first screen says of how things are. */
async function says(page: Page, sentence: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: sentence }).waitFor();
}

/** The folders of both devices, and what is to be in them. */
interface Ending {
  readonly folders: readonly string[];
  readonly files: Files;
}

/** A newcomer's first hour; every deed of theirs is done in the page, or to their files. */
async function live(server: DeskServer, handsOn: (page: Page) => Hands, amount: Amount): Promise<Ending> {
  const bucket = `story-${crypto.randomUUID().slice(0, 8)}`;
  const files = sampleFiles(amount.files);
  const [all, deleted] = [amount.files, 100 * amount.deleted.length];
  const count = (n: number): string => n.toLocaleString('en');
  const desk = await openDesk({ s3: server });
  await createBuckets(server, [bucket]);
  const folder = path.join(desk.base, 'Windlass');
  await writeAll(folder, files);
  const page = await openPage(desk);
  const hands = handsOn(page);

  await addFolder({ page, hands, server, bucket, files: count(all) });
  await says(page, 'Everything is in step');
  await page
    .getByText(`${count(all)} files`)
    .first()
    .waitFor();

  const before = await nextSecond();
  // As a file manager does it: a folder that is gone file by file may be seen while it is empty.
  for (const project of amount.deleted)
    await rename(path.join(folder, `project ${project}`), path.join(desk.base, `deleted ${project}`));
  await page
    .getByText(`${count(all - deleted)} files`)
    .first()
    .waitFor();
  await hands.press('Trash');
  await page.getByText(`${deleted} entries in all`).waitFor();
  await hands.press('Go back to a time…');
  await hands.setTime('As of', before);
  await hands.press('Preview');
  await hands.press(`Restore ${deleted} files`);
  await page.getByText(`${deleted} files restored`).waitFor();
  await hands.leave();
  await holds(folder, files);

  await hands.press('Home');
  await page
    .getByText(`${count(all)} files`)
    .first()
    .waitFor();
  const other = await secondDevice(server, bucket);
  await holds(other.folder, files);
  await hands.press('Pause all folders');
  await hands.press('Until I resume it');
  await says(page, 'Syncing is paused');
  await writeFile(path.join(folder, EDITED), 'as the newcomer has it');
  await writeFile(path.join(other.folder, EDITED), 'as the other device has it');
  await eventually(() => expect(uploadsOf(other.desk)).toBe(1));
  await hands.press('Resume');
  await says(page, '1 conflict to look at');
  await hands.press('Resolve conflicts');
  await page.getByRole('heading', { name: EDITED }).waitFor();
  await hands.press('Keep mine');
  await page.getByText('No conflict is waiting.').waitFor();
  const atLast = { ...files, [EDITED]: 'as the newcomer has it' };
  await holds(folder, atLast);
  await holds(other.folder, atLast);
  await hands.press('Home');
  await says(page, 'Everything is in step');
  return { folders: [folder, other.folder], files: atLast };
}

interface FirstSteps {
  readonly page: Page;
  readonly hands: Hands;
  readonly server: DeskServer;
  readonly bucket: string;
  /** How many, as the page writes it. */
  readonly files: string;
}

/** The set-up, from the first screen on, for the folder that it offers. */
async function addFolder({ page, hands, server, bucket, files }: FirstSteps): Promise<void> {
  await hands.press('Add a folder');
  await hands.press('Ceph RGW');
  await hands.fill('Address of the store', server.endpoint);
  await hands.fill('Access key', server.accessKeyId);
  await hands.fill('Secret key', server.secretAccessKey);
  await hands.fill('Passphrase', PASSPHRASE);
  await hands.fill('Passphrase again', PASSPHRASE);
  await hands.press('Sign in');
  await hands.fill('Bucket for your files', bucket);
  await hands.press('Create and go on');
  await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
  await hands.press('Next');
  await page.getByText(`${files} files will be copied.`).waitFor();
  await hands.press('Start syncing');
}

interface SecondDevice {
  readonly desk: Desk;
  readonly folder: string;
}

/** Another computer on the same buckets, which the newcomer does not see. */
async function secondDevice(server: DeskServer, bucket: string): Promise<SecondDevice> {
  const desk = await openDesk({ s3: server, pairs: ['docs'], bucketOf: () => bucket, device: 'phone' });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('the desk has no pair');
  return { desk, folder: pair.folder };
}

describe.skipIf(!hasBrowser || rgw === undefined)('the first hour of a newcomer on a real Ceph RGW', () => {
  const hands = [
    ['with a mouse', withMouse, WHOLE],
    ['by keyboard alone', withKeyboard, LESS],
  ] as const;
  it.each(hands)(
    'goes from an empty home to a folder in step, deleted files brought back and a conflict settled, %s',
    async (_with, handsOn, amount) => {
      if (rgw === undefined) throw new Error('no RGW here');
      const { folders, files } = await live(rgw, handsOn, amount);
      for (const folder of folders) expect(await filesIn(folder)).toEqual(files);
    },
    180_000,
  );
});

/** Files a desk has uploaded so far. */
function uploadsOf({ service }: Desk): number {
  const rows = service.context.pairs()[0]?.activity({ limit: 100 }) ?? [];
  return rows.filter(({ action }) => action === 'uploaded').length;
}
