import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

export interface TestServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** An HTTP server on a free loopback port that answers as told. */
export async function answering(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<TestServer> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Passes everything on to `upstream`, Host header and all (signatures cover it), and tells of each request first; one that is
 * answered with a promise waits for that.
 */
export async function passingOn(
  upstream: string,
  requested: (incoming: IncomingMessage) => unknown,
): Promise<TestServer> {
  const { hostname, port } = new URL(upstream);
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    // Whoever asked may have gone while it waited.
    if (outgoing.destroyed) return;
    const { method, headers, url: path } = incoming;
    const onward = request({ hostname, port, method, headers, path }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
  return answering((incoming, outgoing) => {
    const wait = requested(incoming);
    if (wait instanceof Promise) void wait.then(() => pass(incoming, outgoing));
    else pass(incoming, outgoing);
  });
}
