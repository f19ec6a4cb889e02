/** Loaded before the entry of a utility process: gives it `process.parentPort`, over Node's own channel to its parent. */
import { EventEmitter } from 'node:events';

export type FromParent =
  | { readonly kind: 'post'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly id: number };

export type ToParent =
  | { readonly kind: 'post'; readonly data: unknown }
  | { readonly kind: 'port'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly id: number };

/** A parent that was killed meanwhile hears nothing any more. */
const send = (message: ToParent): void => void process.send?.(message, undefined, undefined, () => undefined);

class ChildPort extends EventEmitter {
  private readonly id: number;
  private started = false;
  private readonly waiting: unknown[] = [];

  constructor(id: number) {
    super();
    this.id = id;
  }

  postMessage(data: unknown): void {
    send({ kind: 'port', id: this.id, data });
  }

  start(): void {
    this.started = true;
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    send({ kind: 'closed', id: this.id });
  }

  receive(data: unknown): void {
    if (this.started) this.emit('message', { data, ports: [] });
    else this.waiting.push(data);
  }
}

const ports = new Map<number, ChildPort>();
const early: unknown[] = [];
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => send({ kind: 'post', data }),
});
parentPort.on('newListener', (event) => {
  if (event === 'message')
    setImmediate(() => early.splice(0).forEach((found) => parentPort.emit('message', found)));
});

process.on('message', (message: FromParent) => {
  if (message.kind === 'port') return ports.get(message.id)?.receive(message.data);
  if (message.kind === 'closed') {
    ports.get(message.id)?.emit('close');
    return void ports.delete(message.id);
  }
  const handed = message.ports.map((id) => {
    const port = new ChildPort(id);
    ports.set(id, port);
    return port;
  });
  const event = { data: message.data, ports: handed };
  if (parentPort.listenerCount('message') === 0) early.push(event);
  else parentPort.emit('message', event);
});
// A utility process does not outlive Electron.
process.on('disconnect', () => process.exit(1));

Object.defineProperty(process, 'parentPort', { value: parentPort });
