import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { ErrorInfo, Host } from '../../sync-engine/contract/api/index.ts';
import type { EngineNote, PairFile } from '../../sync-engine/contract/desktop-messages.ts';
import { assertNever } from '../../sync-engine/index.ts';
import { endProcess } from '../end-process.ts';
import type { DesktopLog } from '../log.ts';
import { FromEngine, type HostAsk, type ToEngine } from './messages.ts';
import { Crashes } from '../restart-delay.ts';

export interface EngineProcessOptions {
  /** The script that the process runs. */
  readonly entry: string;
  readonly host: Host;
  readonly log: DesktopLog;
  /** Does what only Electron can; a rejection goes back to the engine as its message. */
  readonly answer: (ask: HostAsk) => Promise<string | undefined>;
  readonly onNote: (note: EngineNote) => void;
}

/** Shown in the system's list of processes. */
export const ENGINE_NAME = 'Windlass engine';

/** The engine's process: started, started anew with growing waits when it ends by itself, and stopped in good order. */
export class EngineProcess {
  private readonly options: EngineProcessOptions;
  private child: UtilityProcess | undefined;
  private current: EngineNote = { state: 'starting' };
  private readonly crashes = new Crashes();
  private fault: ErrorInfo | undefined;
  private restart: NodeJS.Timeout | undefined;
  private exited = Promise.withResolvers<void>();
  /** Ports that were asked for while no engine ran. */
  private ports: MessagePortMain[] = [];
  private readonly searches = new Map<number, (place: string | undefined) => void>();
  private lastSearch = 0;

  constructor(options: EngineProcessOptions) {
    this.options = options;
  }

  get note(): EngineNote {
    return this.current;
  }

  start(): void {
    this.crashes.started();
    this.fault = undefined;
    this.exited = Promise.withResolvers<void>();
    const child = utilityProcess.fork(this.options.entry, [], { serviceName: ENGINE_NAME, stdio: 'inherit' });
    this.child = child;
    child.on('message', (message: unknown) => this.hear(FromEngine.parse(message)));
    child.once('exit', (code) => this.ended(code));
    this.tell({ state: 'starting' });
    this.post({ type: 'open', host: this.options.host });
  }

  /** Hands a port to the engine, now or as soon as it runs. */
  connect(port: MessagePortMain): void {
    if (this.current.state === 'running') this.post({ type: 'connect' }, [port]);
    else this.ports.push(port);
  }

  /** Where a file of a pair is; undefined where there is none, or no engine to ask. */
  locate(file: PairFile): Promise<string | undefined> {
    if (this.current.state !== 'running') return Promise.resolve(undefined);
    const id = ++this.lastSearch;
    const found = Promise.withResolvers<string | undefined>();
    this.searches.set(id, found.resolve);
    this.post({ type: 'locate', id, file });
    return found.promise;
  }

  /**
   * Has the engine put everything down, and waits until its process is gone; killed after `limitMs` milliseconds, which
   * loses nothing either (docs/sync-semantics.md), but leaves more to look at next time.
   */
  async stop(limitMs: number): Promise<'closed' | 'killed'> {
    clearTimeout(this.restart);
    this.tell({ state: 'stopping' });
    if (this.child === undefined) return 'closed';
    const { child } = this;
    this.post({ type: 'stop' });
    let result: 'closed' | 'killed' = 'closed';
    const limit = setTimeout(() => {
      result = 'killed';
      this.options.log.warn('the engine did not stop in time and is ended', { limitMs });
      endProcess(child);
    }, limitMs);
    await this.exited.promise;
    clearTimeout(limit);
    return result;
  }

  private post(message: ToEngine, ports: MessagePortMain[] = []): void {
    this.child?.postMessage(message, ports);
  }

  private hear(message: FromEngine): void {
    switch (message.type) {
      case 'ready':
        if (this.current.state === 'stopping') return;
        this.tell({ state: 'running' });
        for (const port of this.ports.splice(0)) this.connect(port);
        return;
      case 'failed':
        this.fault = message.fault;
        this.options.log.warn('the engine could not start', { code: message.fault.code });
        if (this.child !== undefined) endProcess(this.child);
        return;
      case 'ask':
        return void this.answer(message.id, message.ask);
      case 'located':
        this.searches.get(message.id)?.(message.place);
        this.searches.delete(message.id);
        return;
      default:
        return assertNever(message);
    }
  }

  private async answer(id: number, ask: HostAsk): Promise<void> {
    try {
      const value = await this.options.answer(ask);
      this.post({ type: 'answer', id, ...(value === undefined ? {} : { value }) });
    } catch (caught) {
      this.post({ type: 'answer', id, fault: caught instanceof Error ? caught.message : String(caught) });
    }
  }

  private ended(code: number): void {
    this.child = undefined;
    for (const give of this.searches.values()) give(undefined);
    this.searches.clear();
    this.exited.resolve();
    if (this.current.state === 'stopping') return;
    const delayMs = this.crashes.ended();
    this.options.log.warn('the engine ended by itself and starts anew', { code, delayMs });
    this.tell({
      state: 'restarting',
      restartAtMs: Date.now() + delayMs,
      ...(this.fault === undefined ? {} : { fault: this.fault }),
    });
    this.restart = setTimeout(() => this.start(), delayMs);
  }

  private tell(note: EngineNote): void {
    this.current = note;
    this.options.onNote(note);
  }
}
