/** A service in a process of its own that undoes the newest restore of its only pair, and is killed as a file is to leave the local trash. */
import fs from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { openService } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

const { link } = fs;
fs.link = Object.assign((...call: Parameters<typeof link>): void => {
  if (String(call[0]).includes('/.windlass/trash/')) process.kill(process.pid, 'SIGKILL');
  else link(...call);
}, link);

const service = await openService({ parts: { env: process.env }, host: BROWSER_HOST });
const { trash } = createRouterClient(service.router);
const pair = service.context.pairs()[0]?.config.id ?? '';
const [run] = await trash.runs({ pair });
if (run === undefined || run.state === 'running') throw new Error('there is no restore that is over');
const undo = await trash.undo({ undo: run.report.undo ?? '' });
for await (const state of await trash.follow({ run: undo.run })) void state;
