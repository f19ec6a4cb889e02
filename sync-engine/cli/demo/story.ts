import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EXIT } from '../../contract/exit-code.ts';
import { makeSampleFolder } from './sample-folder.ts';
import { OBJECT_BUCKET, RECYCLE_BUCKET, type DemoDevice, type Stage } from './stage.ts';

const LIST = 'Shopping list.txt';
const LETTER = 'Letters/To the harbour office.txt';
const LETTERS = [LETTER, 'Letters/Answer.txt', 'Letters/2025/Postcard.txt'];

/** Everything Windlass does, once, in the order a newcomer would meet it. */
export async function playStory(stage: Stage, endpoint: string): Promise<void> {
  await setUp(stage, endpoint);
  await travel(stage);
  await conflict(stage);
  await deleteAndRestore(stage);
  await bringBackAsOf(stage);
}

async function setUp(stage: Stage, endpoint: string): Promise<void> {
  const { laptop, desktop, call } = stage;
  stage.heading(`A sample folder is made in ${laptop.folder}, and kept in step with a bucket.`);
  await makeSampleFolder(laptop.folder);
  await stage.run(laptop, addArguments(laptop, endpoint));
  await beQuick(laptop);
  await stage.run(laptop, ['sync']);
  stage.heading(`The other device begins with an empty folder, ${desktop.folder}.`);
  await stage.run(desktop, addArguments(desktop, endpoint));
  await beQuick(desktop);
  await stage.run(desktop, ['sync']);
  call.out.line(`It now holds: ${(await readdir(desktop.folder)).filter(isVisible).join(', ')}.`);
}

async function travel(stage: Stage): Promise<void> {
  const { laptop, desktop, call } = stage;
  stage.heading(`An edit on the laptop arrives on the desktop.`);
  await appendFile(path.join(laptop.folder, LIST), 'Rope\n');
  call.out.line(`"Rope" was added to ${LIST} on the laptop.`);
  await stage.run(laptop, ['sync']);
  await stage.run(desktop, ['sync']);
}

async function conflict(stage: Stage): Promise<void> {
  const { laptop, desktop, call } = stage;
  stage.heading('Both edit the same file before either syncs: a conflict. Nobody loses anything.');
  await appendFile(path.join(laptop.folder, LIST), 'Lamp oil (from the laptop)\n');
  await appendFile(path.join(desktop.folder, LIST), 'Matches (from the desktop)\n');
  await stage.run(desktop, ['sync']);
  call.out.line(`The exit code ${EXIT.attention} of the next sync says that something needs attention:`);
  // The laptop's page is the one that the demo ends with: the conflict is to be settled there.
  await stage.run(laptop, ['sync'], [EXIT.attention]);
  await stage.run(laptop, ['conflicts']);
  await stage.run(desktop, ['sync']);
}

async function deleteAndRestore(stage: Stage): Promise<void> {
  const { laptop, desktop } = stage;
  stage.heading(
    `A letter is deleted on the laptop. It goes to the recycle bucket, and comes back from there.`,
  );
  await rm(path.join(laptop.folder, LETTER));
  await stage.run(laptop, ['sync']);
  await stage.run(desktop, ['sync']);
  await stage.run(laptop, ['trash', 'list']);
  await stage.run(laptop, ['trash', 'restore', LETTER]);
  await stage.run(desktop, ['sync']);
}

async function bringBackAsOf(stage: Stage): Promise<void> {
  const { laptop, directory, call } = stage;
  stage.heading('A bad hour: every letter is overwritten. The folder is brought back as it was before.');
  const before = new Date();
  // Many providers keep times in whole seconds: a version counts from the second it was written in.
  await delay(1_500, undefined, { signal: call.signal });
  for (const name of LETTERS) await writeFile(path.join(laptop.folder, name), 'xxxxxxxx\n');
  await stage.run(laptop, ['sync']);
  const asOf = ['--as-of', before.toISOString()];
  await stage.run(laptop, ['trash', 'restore', 'Letters/', ...asOf, '--dry-run']);
  await stage.run(laptop, ['trash', 'restore', 'Letters/', ...asOf]);
  call.out.line('The same, into a folder beside it:');
  await stage.run(laptop, [
    'trash',
    'restore',
    'Letters/',
    ...asOf,
    '--to',
    path.join(directory, 'as-it-was'),
  ]);
}

function addArguments({ folder }: DemoDevice, endpoint: string): readonly string[] {
  return [
    'add',
    folder,
    `s3://${OBJECT_BUCKET}`,
    '--recycle',
    `s3://${RECYCLE_BUCKET}`,
    '--endpoint',
    endpoint,
    '--credentials',
    'env',
  ];
}

/** Usually a file counts as written after two quiet seconds, and the bucket is asked every 15 seconds to 5 minutes. */
async function beQuick({ home }: DemoDevice): Promise<void> {
  const file = path.join(home, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as object;
  const settings = { quietMs: 500, pollSecondsMin: 2, pollSecondsMax: 5 };
  await writeFile(file, JSON.stringify({ ...config, settings }, undefined, 2));
}

function isVisible(name: string): boolean {
  return !name.startsWith('.');
}
