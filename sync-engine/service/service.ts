import type { PairState } from '../contract/api/index.ts';
import type { PairConfig } from '../contract/config.ts';
import {
  createSharedBandwidth,
  fail,
  openHome,
  openLog,
  PASSPHRASE_VARIABLE,
  type Home,
  type HostParts,
} from '../index.ts';
import { appSettings } from './app-settings.ts';
import type { RunningPair, ServiceContext, ServiceOptions } from './context.ts';
import { CallsUnderWay, type CallInterceptor } from './calls-under-way.ts';
import { createEmbeddedStoreLender } from './embedded-store.ts';
import { LiveFeed } from './live-feed.ts';
import type { CallContext } from './os.ts';
import { Passphrase } from './passphrase.ts';
import { createRouter, type ServiceRouter } from './router.ts';
import { PairHost } from './running-pair.ts';
import { followSchedule } from './schedule.ts';

/** The engine of one device behind the contract: every pair kept in step, and a router to serve to pages. */
export interface Service {
  readonly router: ServiceRouter;
  readonly context: ServiceContext;
  /** What every call is served with. */
  readonly calls: CallContext;
  /** Of the handler that serves the router to pages: what they have under way ends before the service does. */
  readonly interceptor: CallInterceptor;
  /** Puts everything down in good order: what is under way is taken up again at the next start. */
  close(): Promise<void>;
}

/** Opens every pair of this home. One that cannot be opened is shown with its reason and tried again; the others run. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const home = () => openHome(options.parts.env);
  const atStart = await home();
  let { config } = atStart;
  const hosts = new Map<string, PairHost>();
  const endings: (() => Promise<void> | void)[] = [];
  const rests: ((pair: string) => Promise<void>)[] = [];
  const stops: ((pair: string) => Promise<void>)[] = [];
  const bandwidth = await createSharedBandwidth();
  const lender = createEmbeddedStoreLender(options.parts.env);
  const passphrase = new Passphrase(options.parts.passphrase);
  const env = { ...options.parts.env };
  const parts: HostParts = {
    embeddedStore: () => lender.lend(),
    ...options.parts,
    env,
    bandwidth,
    passphrase: passphrase.get,
    systemTrash: () => (appSettings(config).systemTrash ? options.systemTrash : undefined),
  };

  const feed = new LiveFeed(() => ({
    device: { ...config.device },
    host: options.host,
    settings: appSettings(config),
    pairs: [...hosts.values()].map((host) => host.state()),
  }));

  /** The last of what was begun for each pair. */
  const turns = new Map<string, Promise<unknown>>();
  let closing = false;
  /** RACE: opened anew by two at once, a pair would have two hosts: one that holds its lock, and one that everybody sees. */
  const inTurn = <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(id) ?? Promise.resolve();
    const turn = before.then(() => {
      if (closing) throw fail('aborted', 'the service is closing');
      return work();
    });
    turns.set(
      id,
      turn.catch(() => undefined),
    );
    return turn;
  };

  const launch = async (pair: PairConfig, known?: Home, before?: PairHost): Promise<PairHost> => {
    const host = new PairHost({
      home: known ?? (await home()),
      config: pair,
      parts,
      news: {
        changed: (state: PairState) => feed.publish({ type: 'pair', pair: state }),
        happened: (rows) => feed.publish({ type: 'activity', rows }),
      },
      before,
    });
    hosts.set(pair.id, host);
    if (before === undefined && schedule.resting) host.rest(true);
    await host.open();
    return host;
  };

  const configured = async (id: string): Promise<PairConfig> => {
    ({ config } = await home());
    const found = config.pairs.find((pair) => pair.id === id);
    if (found === undefined) throw fail('pair-unknown', `there is no pair ${id}`);
    return found;
  };

  const context: ServiceContext = {
    options,
    parts,
    feed,
    home,
    pair(id) {
      const found = hosts.get(id);
      if (found === undefined) throw fail('pair-unknown', `there is no pair ${id}`);
      return found;
    },
    pairs: (): readonly RunningPair[] => [...hosts.values()],
    start: (id) => inTurn(id, async () => launch(await configured(id))),
    restart: (id) =>
      inTurn(id, async () => {
        const host = hosts.get(id);
        // Stopped meanwhile, or not among those that run here.
        if (host === undefined) return;
        host.retire();
        for (const end of rests) await end(id);
        await host.close();
        await launch(await configured(id), undefined, host);
      }),
    stop: (id) =>
      inTurn(id, async () => {
        hosts.get(id)?.retire();
        for (const end of rests) await end(id);
        await hosts.get(id)?.close();
        hosts.delete(id);
        for (const end of stops) await end(id);
        feed.publish({ type: 'pair-removed', id });
      }),
    usePassphrase(given) {
      passphrase.use(given);
      // What was typed here counts, whatever the environment says.
      delete env[PASSPHRASE_VARIABLE];
    },
    async settingsChanged() {
      ({ config } = await home());
      feed.publish({ type: 'settings', settings: appSettings(config) });
      schedule.look();
    },
    onRest: (end) => void rests.push(end),
    onStop: (end) => void stops.push(end),
    onClose: (end) => void endings.push(end),
  };
  const schedule = followSchedule({
    settings: () => appSettings(config),
    bandwidth,
    pairs: () => context.pairs(),
  });
  context.onClose(() => schedule.end());

  const chosen = config.pairs.filter(
    ({ id, name }) => options.only === undefined || options.only.includes(id) || options.only.includes(name),
  );
  // With a home that is known: whoever reads it first would be shown first.
  await Promise.all(chosen.map((pair) => launch(pair, atStart)));
  const log = await openLog(parts);
  const underWay = new CallsUnderWay();
  return {
    interceptor: underWay.interceptor,
    calls: { bug: (caught) => log.error({ error: caught }, 'a call of a page met a bug') },
    router: createRouter(context),
    context,
    async close() {
      closing = true;
      if (!(await underWay.close())) log.warn({}, 'a call of a page did not end in time');
      await Promise.all(turns.values());
      for (const end of endings.toReversed()) await end();
      await Promise.all([...hosts.values()].map((host) => host.close()));
      await lender.close();
    },
  };
}
