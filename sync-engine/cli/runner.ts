import type { Command } from 'commander';
import type { CliIo } from './io.ts';
import { INTERRUPTED, TERMINATED, listenForInterrupt, type Interrupt } from './interrupt.ts';
import type { EmbeddedStore } from '../index.ts';
import type { EmbeddedStoreLender } from '../service/embedded-store.ts';
import { createOutput, type Output } from './output/output.ts';

/** What every command gets. */
export interface Call {
  readonly io: CliIo;
  readonly out: Output;
  /** Fires when the user wants it to end. */
  readonly signal: AbortSignal;
  readonly options: GlobalOptions;
  /** Has the embedded store of this home running until the command ends. */
  readonly embeddedStore: () => Promise<EmbeddedStore>;
}

export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly logFile: string | undefined;
}

/** One command: its positional arguments and its options as commander parsed them; resolves with the exit code. */
export type Handler<Args extends readonly unknown[], Options> = (
  call: Call,
  args: Args,
  options: Options,
) => Promise<number>;

/** Turns a handler that is yet to be loaded into what commander calls. */
export type Action = <Args extends readonly unknown[], Options>(
  load: () => Promise<Handler<Args, Options>>,
) => (...received: readonly unknown[]) => Promise<void>;

export interface Runner {
  readonly action: Action;
  /** Of the command that ran. */
  exitCode(): number;
  /** Says in NDJSON what commander has said in text. */
  reportUsage(message: string): Promise<void>;
}

export function createRunner(io: CliIo, outer: AbortSignal | undefined): Runner {
  let code = 0;
  return {
    action:
      (load) =>
      async (...received) => {
        const command = received.at(-1) as Command;
        const options = globalOptions(command);
        const out = createOutput(io, options);
        const interrupt = outer === undefined ? ownInterrupt(out) : borrowedInterrupt(outer);
        let lender: EmbeddedStoreLender | undefined;
        const embeddedStore = async (): Promise<EmbeddedStore> => {
          const { createEmbeddedStoreLender } = await import('../service/embedded-store.ts');
          lender ??= createEmbeddedStoreLender(io.env);
          return lender.lend();
        };
        try {
          const handler = await load();
          const call: Call = { io, out, options, signal: interrupt.signal, embeddedStore };
          code = await handler(call, command.processedArgs as never, command.opts<never>());
        } catch (caught) {
          const { isCancelled, reportFailure } = await import('./output/failure.ts');
          // Ctrl-C at a question cancels without a signal.
          code = isCancelled(caught) ? INTERRUPTED : reportFailure(out, caught, options);
        } finally {
          if (interrupt.signal.aborted) code = interrupt.received() === 'SIGTERM' ? TERMINATED : INTERRUPTED;
          out.clearProgress();
          await lender?.close();
          interrupt.dispose();
        }
      },
    exitCode: () => code,
    async reportUsage(message) {
      const { usageFailure, reportFailure } = await import('./output/failure.ts');
      const out = createOutput(io, { json: true, quiet: false, verbose: false });
      reportFailure(out, usageFailure(message.replace(/^error: /, '')), { debug: false });
    },
  };
}

function globalOptions(command: Command): GlobalOptions {
  const given = command.optsWithGlobals<Partial<GlobalOptions>>();
  return {
    json: given.json === true,
    quiet: given.quiet === true,
    verbose: given.verbose === true,
    debug: given.debug === true,
    logFile: given.logFile,
  };
}

function ownInterrupt(out: Output): Interrupt {
  return listenForInterrupt(() => {
    out.warn('\nStopping after what is running now. Press Ctrl-C again to quit at once.');
  });
}

function borrowedInterrupt(signal: AbortSignal): Interrupt {
  return { signal, received: () => undefined, dispose() {} };
}
