import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../../sync-engine/cli/program.ts';

export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

let running = false;

/**
 * Runs a command line to its end without a process of its own, as `windlass demo` does: a second less a command. One at a time, since
 * the AWS SDK looks for keys in this process's environment; throws while another one runs.
 */
export async function runInProcess(
  args: readonly string[],
  { env, cwd }: Place,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [stdout, stderr] = [text(out), text(err)];
  if (running) throw new Error('a command line runs in this process already');
  running = true;
  const before = { env: process.env, cwd: process.cwd() };
  process.env = { ...env };
  process.chdir(cwd);
  try {
    const code = await runCli(args, { env, stdin: Readable.from([]), stdout: out, stderr: err });
    out.end();
    err.end();
    return { code, stdout: await stdout, stderr: await stderr };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    running = false;
  }
}
