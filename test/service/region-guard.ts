import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { TestServer } from './setup-desk.ts';

/** The same store behind a door that lets in only what is signed for `region`, and tells so as AWS does. */
export async function guardRegion(store: TestServer, region: string): Promise<TestServer> {
  const server = createServer((asked, answer) => {
    const [, scope = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(asked.headers.authorization ?? '') ?? [];
    if (scope !== region) {
      answer.writeHead(400, { 'content-type': 'application/xml' });
      answer.end(
        `<?xml version="1.0"?><Error><Code>AuthorizationHeaderMalformed</Code><Message>the region '${scope}' is wrong; expecting '${region}'</Message><Region>${region}</Region></Error>`,
      );
      return;
    }
    const passed = request(
      new URL(asked.url ?? '/', store.endpoint),
      { method: asked.method, headers: asked.headers },
      (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      },
    );
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { ...store, endpoint: `http://127.0.0.1:${port}` };
}
