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
 * Passes everything on to `upstream`, Host header and all (signatures cover it), and tells of each request first.
 */
export async function passingOn(
  upstream: string,
  requested: (incoming: IncomingMessage) => void,
): Promise<TestServer> {
  const { hostname, port } = new URL(upstream);
  return answering((incoming, outgoing) => {
    requested(incoming);
    const { method, headers, url: path } = incoming;
    const onward = request({ hostname, port, method, headers, path }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
}
