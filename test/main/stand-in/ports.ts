import { EventEmitter } from 'node:events';

/** One end of a channel. Messages wait until `start`, as in Electron. */
export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | undefined;
  private started = false;
  private closed = false;
  private readonly waiting: unknown[] = [];

  postMessage(data: unknown): void {
    const copy: unknown = structuredClone(data);
    const { peer } = this;
    if (!this.closed && peer !== undefined) setImmediate(() => peer.receive(copy));
  }

  start(): void {
    this.started = true;
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { peer } = this;
    setImmediate(() => {
      this.emit('close');
      peer?.close();
    });
  }

  private receive(data: unknown): void {
    if (this.closed) return;
    if (this.started) this.emit('message', { data, ports: [] });
    else this.waiting.push(data);
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** What a port's far end in another process is reached by. */
export interface Line {
  readonly message: (id: number, data: unknown) => void;
  readonly closed: (id: number) => void;
}

/** Ports that were handed to another process: each stays here as the near end of a line to it. */
export class HandedPorts {
  private readonly ports = new Map<number, MessagePortMain>();
  private last = 0;

  hand(port: MessagePortMain, line: Line): number {
    const id = ++this.last;
    this.ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => line.message(id, data));
    port.on('close', () => {
      this.ports.delete(id);
      line.closed(id);
    });
    // What waits in it follows the message that carries the port.
    setImmediate(() => port.start());
    return id;
  }

  arrived(id: number, data: unknown): void {
    this.ports.get(id)?.postMessage(data);
  }

  close(id: number): void {
    this.ports.get(id)?.close();
  }

  closeAll(): void {
    for (const port of this.ports.values()) port.close();
  }
}
