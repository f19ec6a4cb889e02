import { Command, CommanderError } from 'commander';
import { defineCommands } from './commands.ts';
import type { CliIo } from './io.ts';
import { createRunner } from './runner.ts';
import { VERSION } from './version.ts';

/** A command line that cannot be understood. Source: design.md, "The command line". */
const USAGE = 2;

/**
 * Runs one command line to its end and resolves with its exit code. With `outer`, somebody else listens for Ctrl-C and
 * this signal tells.
 */
export async function runCli(argv: readonly string[], io: CliIo, outer?: AbortSignal): Promise<number> {
  const runner = createRunner(io, outer);
  const json = asksForJson(argv);
  const program = new Command('windlass')
    .description('Keeps a local folder and an S3 bucket in step, and never loses a byte.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--json', 'answer in NDJSON: one object a line, each with a "type"')
    .option('-q, --quiet', 'say nothing but the answer')
    .option('-v, --verbose', 'name every file; log to stderr')
    .option('--log-file <file>', 'write a detailed log here (never holds a secret)')
    .option('--debug', 'print stack traces of unexpected errors')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // With --json the record says it, once.
      writeErr: (text) => void (json || io.stderr.write(text)),
    })
    .showHelpAfterError('(windlass --help lists the commands; windlass COMMAND --help explains one)')
    .exitOverride();
  defineCommands(program, runner.action);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return runner.exitCode();
  } catch (caught) {
    if (!(caught instanceof CommanderError)) throw caught;
    // Commander says 0 for help and version that were asked for, and 1 for everything it cannot understand.
    if (caught.exitCode === 0) return 0;
    if (json) await runner.reportUsage(messageOf(caught));
    return USAGE;
  }
}

/** What commander goes by, known before it has read the command line: it may break off ahead of the option. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json');
}

/** Where a command is missing commander prints its help and says nothing of its own. */
function messageOf({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'a command is missing' : message;
}
