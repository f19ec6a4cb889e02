/**
 * The service of one device in a process of its own, as it has in the app: `node home-service.ts`, with its home in the environment.
 * Prints the link of its page, then every second how long its event loop was held up; ends with its standard input.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startUiServer } from '../../sync-engine/server/server.ts';
import { giveWay } from '../../sync-engine/service/give-way.ts';
import { keepHeapLean } from '../../sync-engine/service/lean-heap.ts';
import { openService } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

keepHeapLean();
giveWay(process.env);
const held = monitorEventLoopDelay({ resolution: 10 });
const service = await openService({
  parts: { env: process.env },
  host: BROWSER_HOST,
});
const server = await startUiServer({ service });
console.log(server.link);
held.enable();
process.stdin.resume();
process.stdin.once('end', () => void end());

async function end(): Promise<void> {
  const [p50, p99, max] = [held.percentile(50), held.percentile(99), held.max].map((ns) =>
    (ns / 1e6).toFixed(0),
  );
  const rss = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `event loop of the service held up p50 ${p50} ms, p99 ${p99} ms, max ${max} ms; peak ${rss} MiB`,
  );
  await server.close();
  await service.close();
}
