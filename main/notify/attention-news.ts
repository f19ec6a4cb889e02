import type { AppState, PairState } from '../../sync-engine/contract/api/index.ts';
import type { DeepLink } from '../../sync-engine/contract/desktop-messages.ts';
import { needsOf, type NeedKind } from '../../sync-engine/contract/needs.ts';
import type { Texts } from '../texts/catalogue.ts';

/** What a notification says, and where a click on it leads. */
export interface News {
  readonly title: string;
  readonly body: string;
  readonly link: DeepLink;
}

const KINDS = ['halted', 'held', 'conflicts', 'problems'] as const;
type Kind = (typeof KINDS)[number];

const SCREENS: Readonly<Record<Kind, DeepLink['screen']>> = {
  halted: 'home',
  held: 'held',
  conflicts: 'conflicts',
  problems: 'problems',
};

/** What is told of a need; undefined for one that passes by itself. */
const TOLD: Readonly<Record<NeedKind, Kind | undefined>> = {
  held: 'held',
  conflicts: 'conflicts',
  problems: 'problems',
  replaced: 'halted',
  signIn: 'halted',
  locked: 'halted',
  folder: 'halted',
  moved: 'halted',
  bucket: 'halted',
  permission: 'halted',
  halted: 'halted',
  offline: undefined,
};

function countOf(pair: PairState, kind: Kind): number {
  return needsOf([pair]).reduce((sum, need) => sum + (TOLD[need.kind] === kind ? need.count : 0), 0);
}

/**
 * One notification for all that has come to need a person since `before`, over all pairs; undefined when nothing has. Only what grew
 * is told: an answer given elsewhere is no news.
 */
export function attentionNews(
  before: AppState | undefined,
  now: AppState,
  texts: Pick<Texts, 'news'>,
): News | undefined {
  const grown = KINDS.flatMap((kind) => {
    const pairs = now.pairs.filter((pair) => {
      const known = before?.pairs.find(({ id }) => id === pair.id);
      return countOf(pair, kind) > (known === undefined ? 0 : countOf(known, kind));
    });
    const count = pairs.reduce((sum, pair) => sum + countOf(pair, kind), 0);
    return count === 0 ? [] : [{ kind, pairs, count }];
  });
  const [first, ...others] = grown;
  if (first === undefined) return undefined;
  if (others.length > 0) {
    const body = grown.map(({ kind, count }) => texts.news[kind](count)).join('\n');
    return { title: texts.news.several, body, link: { screen: 'home' } };
  }
  const [pair, another] = first.pairs;
  const single = another === undefined ? pair : undefined;
  return {
    title: texts.news[first.kind](first.count),
    body: first.pairs.map(({ name }) => texts.news.inPair(name)).join('\n'),
    link: { screen: SCREENS[first.kind], ...(single === undefined ? {} : { pair: single.id }) },
  };
}
