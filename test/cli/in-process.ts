import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../../sync-engine/cli/program.ts';

export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/**
 * Runs a command line to its end without a process of its own, as `windlass demo` does: a second less a command. One at a time, since
 * the AWS SDK looks for keys in this process's environment.
 */
export async function runInProcess(
  args: readonly string[],
  { env, cwd }: Place,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [stdout, stderr] = [text(out), text(err)];
  const before = { env: { ...process.env }, cwd: process.cwd() };
  Object.assign(process.env, env);
  process.chdir(cwd);
  try {
    const code = await runCli(args, { env, stdin: Readable.from([]), stdout: out, stderr: err });
    out.end();
    err.end();
    return { code, stdout: await stdout, stderr: await stderr };
  } finally {
    process.chdir(before.cwd);
    for (const name of Object.keys(env)) {
      if (before.env[name] === undefined) delete process.env[name];
      else process.env[name] = before.env[name];
    }
  }
}
