import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalStore } from '../../local-store/index.ts';
import { fail } from '../../index.ts';
import { EXIT } from '../../contract/exit-code.ts';
import { runCli } from '../program.ts';
import type { Call } from '../runner.ts';

/** One device of the demo: a folder, and a home of its own. */
export interface DemoDevice {
  readonly name: string;
  readonly folder: string;
  readonly home: string;
}

export interface Stage {
  readonly call: Call;
  readonly directory: string;
  readonly laptop: DemoDevice;
  readonly desktop: DemoDevice;
  /** An AWS credentials file with the store's keys, for whoever goes on by hand. */
  readonly credentialsFile: string;
  /** Runs a command line on a device, as a user would; shows it first. Rejects unless it exits with one of `expected`. */
  run(device: DemoDevice, args: readonly string[], expected?: readonly number[]): Promise<void>;
  /** Says what comes next. */
  heading(text: string): void;
}

export const OBJECT_BUCKET = 'files';
export const RECYCLE_BUCKET = 'recycle';

export async function openStage(call: Call, directory: string, store: LocalStore): Promise<Stage> {
  const deviceAt = (name: string): DemoDevice => ({
    name,
    folder: path.join(directory, name),
    home: path.join(directory, `${name}-home`),
  });
  const [laptop, desktop] = [deviceAt('laptop'), deviceAt('desktop')];
  for (const { folder } of [laptop, desktop]) await mkdir(folder);
  const credentialsFile = path.join(directory, 'credentials');
  await writeFile(credentialsFile, credentialsText(store), { mode: 0o600 });
  const { out } = call;
  let step = 0;
  return {
    call,
    directory,
    laptop,
    desktop,
    credentialsFile,
    heading(text) {
      step++;
      out.line();
      out.line(out.paint('bold', `${step}. ${text}`));
    },
    async run(device, args, expected = [EXIT.ok]) {
      out.line(out.paint('dim', `${device.name} $ windlass ${args.map(quoted).join(' ')}`));
      const code = await runCli(
        [...args, ...globalArguments(call)],
        { ...call.io, env: deviceEnvironment(call, device, store) },
        call.signal,
      );
      if (call.signal.aborted) throw fail('aborted', 'the demo was stopped');
      if (!expected.includes(code)) throw fail('internal', `this step of the demo exited with ${code}`);
    },
  };
}

/** The keys travel in the environment, never as arguments. */
function deviceEnvironment({ io }: Call, device: DemoDevice, store: LocalStore): Call['io']['env'] {
  return {
    ...io.env,
    WINDLASS_HOME: device.home,
    WINDLASS_DEVICE: device.name,
    AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
  };
}

function globalArguments({ options }: Call): readonly string[] {
  return [
    ...(options.json ? ['--json'] : []),
    ...(options.quiet ? ['--quiet'] : []),
    ...(options.verbose ? ['--verbose'] : []),
    ...(options.debug ? ['--debug'] : []),
  ];
}

function credentialsText({ credentials }: LocalStore): string {
  return [
    '[default]',
    `aws_access_key_id = ${credentials.accessKeyId}`,
    `aws_secret_access_key = ${credentials.secretAccessKey}`,
    '',
  ].join('\n');
}

/** As a shell would want it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
