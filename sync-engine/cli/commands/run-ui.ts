import { once } from 'node:events';
import { EXIT, type ExitCode } from '../../contract/exit-code.ts';
import { openHome } from '../../index.ts';
import { startUiServer } from '../../server/server.ts';
import { openService } from '../../service/service.ts';
import { hostOf, requirePair } from '../pairs.ts';
import type { Call } from '../runner.ts';
import { VERSION } from '../version.ts';

const PLATFORMS = { darwin: 'macos', win32: 'windows' } as const;

/** `run` with the page: pairs are kept in step, and whoever has the printed link sees and steers it. Without a pair, the page makes one. */
export async function runWithPage(
  call: Call,
  names: readonly string[],
  port: number | undefined,
): Promise<ExitCode> {
  const { out, signal } = call;
  const home = await openHome(call.io.env);
  const only = names.length === 0 ? undefined : names.map((name) => requirePair(home, name).id);
  const service = await openService({
    parts: hostOf(call),
    host: {
      kind: 'browser',
      platform: PLATFORMS[process.platform as keyof typeof PLATFORMS] ?? 'linux',
      version: VERSION,
      fileManager: false,
      loginItem: false,
      systemTrash: false,
    },
    only,
  });
  try {
    const server = await startUiServer({ service, port });
    try {
      out.emit({ type: 'ui', url: server.link }, `Open this link on this computer: ${server.link}`);
      out.note('Whoever has the link can steer Windlass. Ctrl-C ends it.');
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await server.close();
    }
  } finally {
    await service.close();
  }
  return EXIT.ok;
}
