import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import type { Progress } from '../../sync-engine/engine/pair.ts';
import { ProgressMeter } from '../../sync-engine/engine/progress.ts';

function scene() {
  const clock = createVirtualClock(0);
  let last: Progress | undefined;
  const meter = new ProgressMeter(clock, (event) => {
    if (event.type === 'progress') last = event.progress;
  });
  return { clock, meter, last: () => last };
}

describe('the rate of what is moved', () => {
  it('is told from the start, and steady once it was measured for five seconds', () => {
    const { clock, meter, last } = scene();
    meter.expect(1, 100_000);
    for (let second = 1; second < 5; second++) {
      clock.advance(1_000);
      meter.moved(1_000);
      expect(last()).toMatchObject({ bytesPerSecond: 1_000, steady: false });
    }
    clock.advance(1_000);
    meter.moved(1_000);
    expect(last()).toMatchObject({ bytesPerSecond: 1_000, steady: true });
  });
});
