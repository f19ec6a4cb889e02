import path from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import type { Host } from '../../sync-engine/contract/api/index.ts';
import type { PairFile } from '../../sync-engine/contract/desktop-messages.ts';
import { describeError } from '../../sync-engine/contract/events.ts';
import { assertNever, openHome, toSyncError } from '../../sync-engine/index.ts';
import { openService, type Service } from '../../sync-engine/service/service.ts';
import { HostAsks } from './host-asks.ts';
import { locateFile } from './locate-file.ts';
import { ToEngine, type FromEngine } from './messages.ts';

/** A system's trash that has not taken a file in this time (milliseconds) is not waited for: a share may be away, or a question open. */
const SYSTEM_TRASH_MS = 10_000;

/** Runs the service in this process, told what to do over the port to the main process; ends the process when told to stop. */
export function serveEngine(parent: ParentPort): void {
  const post = (message: FromEngine): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window: a port has no origins
    parent.postMessage(message);
  };
  const asks = new HostAsks(post);
  let service: Service | undefined;
  let serve: (port: MessagePortMain) => void = (port) => port.close();
  let stopping = false;

  const open = async (host: Host): Promise<void> => {
    try {
      const { paths } = await openHome(process.env);
      const opened = await openService({
        parts: {
          env: process.env,
          logFile: path.join(paths.state, 'desktop.log'),
          runKeychain: (request, timeoutMs) => asks.ask({ kind: 'keychain', request, timeoutMs }),
        },
        host,
        reveal: async (file) => void (await asks.ask({ kind: 'reveal', file })),
        systemTrash: {
          discard: async (file) => void (await asks.ask({ kind: 'trash', file }, SYSTEM_TRASH_MS)),
        },
        setLoginItem: async (on) => void (await asks.ask({ kind: 'login-item', on })),
      });
      if (stopping) return await end(opened);
      const handler = new RPCHandler(opened.router, { clientInterceptors: [opened.interceptor] });
      service = opened;
      serve = (port) => handler.upgrade(port, { context: opened.calls });
      post({ type: 'ready' });
    } catch (caught) {
      post({ type: 'failed', fault: describeError(toSyncError(caught)) });
    }
  };

  const locate = async (id: number, { pair, path: file }: PairFile): Promise<void> => {
    const known = service?.context.pairs().find(({ config }) => config.id === pair);
    const place = known === undefined ? undefined : await locateFile(known.config.folder, file);
    post({ type: 'located', id, ...(place === undefined ? {} : { place }) });
  };

  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // While the service is still being opened, `open` ends it: nothing is closed half made.
    if (service !== undefined) await end(service);
  };

  parent.on('message', ({ data, ports }: MessageEvent) => {
    const message = ToEngine.parse(data);
    switch (message.type) {
      case 'open':
        return void open(message.host);
      case 'connect': {
        const [port] = ports;
        if (port === undefined) return;
        serve(port);
        return port.start();
      }
      case 'locate':
        return void locate(message.id, message.file);
      case 'answer':
        return asks.answered(message);
      case 'stop':
        return void stop();
      default:
        return assertNever(message);
    }
  });
}

async function end(service: Service): Promise<void> {
  await service.close();
  process.exit(0);
}
