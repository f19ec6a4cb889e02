/** A service in a process of its own, for a test to kill: restores all that is in the trash of its only pair, and tells how that goes. */
import { createRouterClient } from '@orpc/server';
import { openService } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

const service = await openService({ parts: { env: process.env }, host: BROWSER_HOST });
const { trash } = createRouterClient(service.router);
const pair = service.context.pairs()[0]?.config.id ?? '';
for await (const listing of await trash.refresh({ pair })) void listing;
const { view } = await trash.open({ pair, filter: {}, sort: { by: 'path', descending: false } });
const { preview } = await trash.preview({ pair, selection: { kind: 'view', view, except: [] } });
const { run } = await trash.restore({ preview });
for await (const state of await trash.follow({ run }))
  console.log(state.state === 'running' ? state.done : state.state);
