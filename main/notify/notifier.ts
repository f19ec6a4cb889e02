import { Notification } from 'electron';
import type { ActivityRow, AppState } from '../../sync-engine/contract/api/index.ts';
import type { DeepLink } from '../../sync-engine/contract/desktop-messages.ts';
import { situationOf } from '../../sync-engine/contract/situation.ts';
import type { Texts } from '../texts/catalogue.ts';
import { attentionNews, type News } from './attention-news.ts';

/** What comes within this time of the first (milliseconds) is told together. */
const GATHER_MS = 3_000;

export interface NotifierOptions {
  readonly open: (link: DeepLink) => void;
  readonly texts: () => Texts;
}

/** Tells the person through the system: what needs them, gathered; and that all is in step, where they asked for it. */
export class Notifier {
  private readonly options: NotifierOptions;
  /** The state when news was last looked for, told or not; undefined before the first time: what is there at the start is news. */
  private told: AppState | undefined;
  private latest: AppState | undefined;
  private gathering: NodeJS.Timeout | undefined;
  /** Pairs in which something happened since all was in step. */
  private readonly moved = new Set<string>();
  /** Referenced while shown: one that is collected loses its click. */
  private shown: Notification | undefined;

  constructor(options: NotifierOptions) {
    this.options = options;
  }

  see(state: AppState): void {
    this.latest = state;
    this.seeSynced(state);
    this.gathering ??= setTimeout(() => this.tell(), GATHER_MS);
  }

  /** Takes in what happened: what is over in a moment is never seen under way in a state. */
  hear(rows: readonly ActivityRow[]): void {
    for (const { pair, error } of rows) if (error === undefined) this.moved.add(pair);
  }

  end(): void {
    clearTimeout(this.gathering);
    this.shown?.close();
  }

  private tell(): void {
    this.gathering = undefined;
    const { latest, told } = this;
    if (latest === undefined) return;
    this.told = latest;
    if (!latest.settings.notifications.attention) return;
    const news = attentionNews(told, latest, this.options.texts());
    if (news !== undefined) this.show(news);
  }

  private seeSynced(state: AppState): void {
    if (this.moved.size === 0 || !isAllInStep(state)) return;
    const names = state.pairs.filter(({ id }) => this.moved.has(id)).map(({ name }) => name);
    this.moved.clear();
    if (!state.settings.notifications.synced) return;
    const title = this.options.texts().news.inStep;
    this.show({ title, body: names.join(', '), link: { screen: 'activity' } });
  }

  private show({ title, body, link }: News): void {
    if (!Notification.isSupported()) return;
    this.shown?.close();
    const notification = new Notification({ title, body });
    notification.on('click', () => this.options.open(link));
    notification.show();
    this.shown = notification;
  }
}

/** The first screen says so, and nothing is being looked at just now. */
function isAllInStep({ pairs }: AppState): boolean {
  return situationOf(pairs).key === 'inStep' && pairs.every(({ activity }) => activity === 'resting');
}
