import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { HandedPorts, type MessagePortMain } from './ports.ts';
import type { FromParent, ToParent } from './utility-child.ts';

const childSide = new URL('./utility-child.ts', import.meta.url).href;

export class UtilityProcess extends EventEmitter {
  readonly name: string;
  private readonly child: ChildProcess;
  private readonly ports = new HandedPorts();

  constructor(entry: string, name: string) {
    super();
    this.name = name;
    this.child = forkNode(entry, [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', childSide],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running.add(this);
    this.child.on('message', (message: ToParent) => {
      if (message.kind === 'post') this.emit('message', message.data);
      if (message.kind === 'port') this.ports.arrived(message.id, message.data);
      if (message.kind === 'closed') this.ports.close(message.id);
    });
    this.child.once('exit', (code) => {
      running.delete(this);
      this.ports.closeAll();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  postMessage(data: unknown, ports: readonly MessagePortMain[] = []): void {
    const line = {
      message: (id: number, sent: unknown) => this.send({ kind: 'port', id, data: sent }),
      closed: (id: number) => this.send({ kind: 'closed', id }),
    };
    this.send({ kind: 'post', data, ports: ports.map((port) => this.ports.hand(port, line)) });
  }

  kill(): boolean {
    return this.child.kill();
  }

  private send(message: FromParent): void {
    // A child that is ending hears nothing any more; without the callback that would be an error of its own.
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}

/** Those that live now, for `app.getAppMetrics`. */
export const running = new Set<UtilityProcess>();

export const utilityProcess = {
  fork: (entry: string | URL, _args: readonly string[], options: { serviceName: string }) =>
    new UtilityProcess(entry instanceof URL ? fileURLToPath(entry) : entry, options.serviceName),
};
