import { createConnection, createServer, type Socket } from 'node:net';

/** A loopback TCP proxy that counts what passes, as it comes in on either side. */
export interface CountingProxy {
  /** Where clients connect: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Bytes from clients to the server so far, HTTP headers included. */
  readonly up: () => number;
  /** Bytes from the server to clients so far. */
  readonly down: () => number;
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let [up, down] = [0, 0];
  const server = createServer((client) => {
    const upstream = createConnection({ host: hostname, port: Number(port) });
    client.on('data', (chunk) => (up += chunk.byteLength));
    upstream.on('data', (chunk) => (down += chunk.byteLength));
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      // A killed client resets its connections; that is what this proxy is there to see.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  const address = await new Promise<string>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const at = server.address();
      if (typeof at === 'object' && at !== null) resolve(`http://127.0.0.1:${at.port}`);
    });
  });
  return {
    endpoint: address,
    up: () => up,
    down: () => down,
    reset() {
      [up, down] = [0, 0];
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
