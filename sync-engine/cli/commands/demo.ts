import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXIT } from '../../contract/exit-code.ts';
import { createBuckets } from '../../index.ts';
import { startLocalStore } from '../../local-store/index.ts';
import { isPageBuilt } from '../../server/page-files.ts';
import { OBJECT_BUCKET, openStage, quoted, RECYCLE_BUCKET, type Stage } from '../demo/stage.ts';
import { playStory } from '../demo/story.ts';
import { usageFailure } from '../output/failure.ts';
import type { Handler } from '../runner.ts';

interface DemoOptions {
  readonly once?: true;
  readonly dir?: string;
}

/** Two devices, one store, and everything once; then, without `--once`, both kept in step to be played with. */
export const demo: Handler<[], DemoOptions> = async (call, _args, options) => {
  const directory = await emptyFolder(options.dir);
  const store = await startLocalStore({ directory: path.join(directory, 'store') });
  try {
    const { endpoint, credentials } = store;
    await createBuckets({ endpoint, ...credentials }, [OBJECT_BUCKET, RECYCLE_BUCKET]);
    const stage = await openStage(call, directory, store);
    call.out.line(`Everything in this demo happens in ${directory}, and on this machine alone.`);
    await playStory(stage, endpoint);
    sumUp(stage);
    if (options.once === true) tellHowToGoOn(stage, store.port);
    else await keepInStep(stage);
  } finally {
    await store.close();
  }
  return EXIT.ok;
};

async function emptyFolder(given: string | undefined): Promise<string> {
  if (given === undefined) return mkdtemp(path.join(tmpdir(), 'windlass-demo-'));
  const directory = path.resolve(given);
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0)
    throw usageFailure(`${directory} is not empty; the demo wants a folder of its own`);
  return directory;
}

function sumUp({ call: { out }, directory, laptop, desktop }: Stage): void {
  out.line();
  out.line(out.paint('bold', 'That was it. Everything lies in one folder, which you may delete:'));
  out.line(`  ${directory}`);
  out.line(`  ${laptop.folder}   the first device's folder`);
  out.line(`  ${desktop.folder}   the other device's folder`);
  out.line(`  ${path.join(directory, 'as-it-was')}   what was brought back beside it`);
  out.line(`  ${path.join(directory, 'store')}   the embedded store with both buckets`);
}

function tellHowToGoOn(stage: Stage, port: number): void {
  const { out } = stage.call;
  out.line();
  out.line('To go on, start the store again, and in another terminal keep a folder in step:');
  out.line(`  ${windlass()} store --dir ${quoted(path.join(stage.directory, 'store'))} --port ${port}`);
  out.line();
  tellEnvironment(stage);
  out.line(`  ${windlass()} run`);
}

function tellEnvironment({ call: { out }, laptop, credentialsFile }: Stage): void {
  out.line(
    `  export WINDLASS_HOME=${quoted(laptop.home)} AWS_SHARED_CREDENTIALS_FILE=${quoted(credentialsFile)}`,
  );
}

/** `windlass run` on both devices until Ctrl-C. */
async function keepInStep(stage: Stage): Promise<void> {
  const { call, laptop, desktop } = stage;
  const { out } = call;
  out.line();
  out.line(
    out.paint(
      'bold',
      'Now play: change something in one of these folders and watch the other. Ctrl-C ends it.',
    ),
  );
  out.line(`  ${laptop.folder}`);
  out.line(`  ${desktop.folder}`);
  out.line(
    'The bucket is asked every 2 to 5 seconds here (otherwise every 15 s to 5 min). In another terminal:',
  );
  tellEnvironment(stage);
  for (const command of ['status', 'activity', 'trash list']) out.line(`  ${windlass()} ${command}`);
  out.line();
  const page = isPageBuilt();
  if (page) out.line("The laptop's page, to be opened in a browser on this computer, has its link below:");
  await Promise.all([stage.run(laptop, page ? ['run', '--ui'] : ['run']), stage.run(desktop, ['run'])]);
}

/** How this command line was started: from a checkout, or installed. */
function windlass(): string {
  return process.argv[1]?.endsWith('.ts') === true ? 'npm run -s windlass --' : 'windlass';
}
