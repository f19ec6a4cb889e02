import { describe, expect, it } from 'vitest';
import type { AppState, LiveEvent } from '../../sync-engine/contract/api/index.ts';
import { LiveFeed } from '../../sync-engine/service/live-feed.ts';

const STATE = { pairs: [] } as unknown as AppState;

function tell(feed: LiveFeed, id: string): void {
  feed.publish({ type: 'pair-removed', id });
}

/** The next `count` events, in short. */
async function take(events: AsyncGenerator<LiveEvent>, count: number): Promise<readonly string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done === true) break;
    taken.push(value.type === 'pair-removed' ? value.id : value.type);
  }
  return taken;
}

async function seqOf(events: AsyncGenerator<LiveEvent>): Promise<number> {
  const { value, done } = await events.next();
  if (done === true) throw new Error('the feed ended');
  return value.seq;
}

describe('the live feed', () => {
  it('begins with a snapshot, and then tells everything in order', async () => {
    const feed = new LiveFeed(() => STATE);
    const events = feed.listen(undefined, new AbortController().signal);
    expect(await take(events, 1)).toEqual(['snapshot']);
    for (const id of ['a', 'b', 'c']) tell(feed, id);
    expect(await take(events, 3)).toEqual(['a', 'b', 'c']);
    tell(feed, 'd');
    expect(await take(events, 1)).toEqual(['d']);
  });

  it('goes on where a listener that was away had stopped', async () => {
    const feed = new LiveFeed(() => STATE);
    const signal = new AbortController().signal;
    const since = await seqOf(feed.listen(undefined, signal));
    for (const id of ['a', 'b']) tell(feed, id);
    expect(await take(feed.listen(since, signal), 2)).toEqual(['a', 'b']);
    expect(await take(feed.listen(since + 1, signal), 1)).toEqual(['b']);
  });

  it('gives a snapshot to a listener that missed more than is kept', async () => {
    const feed = new LiveFeed(() => STATE);
    const signal = new AbortController().signal;
    const since = await seqOf(feed.listen(undefined, signal));
    for (let n = 0; n < 2_000; n++) tell(feed, String(n));
    expect(await take(feed.listen(since, signal), 1)).toEqual(['snapshot']);
  });

  it('gives a snapshot to a listener of another run', async () => {
    const signal = new AbortController().signal;
    const before = new LiveFeed(() => STATE, 1_000);
    const since = await seqOf(before.listen(undefined, signal));
    const after = new LiveFeed(() => STATE, 5_000);
    tell(after, 'a');
    expect(await take(after.listen(since, signal), 1)).toEqual(['snapshot']);
  });

  it('ends when its listener goes', async () => {
    const feed = new LiveFeed(() => STATE);
    const gone = new AbortController();
    const events = feed.listen(undefined, gone.signal);
    await take(events, 1);
    const next = events.next();
    gone.abort();
    expect((await next).done).toBe(true);
  });
});
