import { expect, it } from 'vitest';
import { noCounts } from '../../sync-engine/engine/no-counts.ts';
import type { DecisionCode, PlannedStep, SyncReport } from '../../sync-engine/index.ts';
import { PlanTally } from '../../sync-engine/service/plan/plan-summary.ts';

const MIB = 1024 ** 2;

const REPORT: SyncReport = {
  pair: 'p',
  ...noCounts(),
  blocked: 1,
  held: 1,
  bytesUp: 0,
  bytesDown: 0,
  requests: { LIST: 10, GET: 1, HEAD: 2, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
  ms: 1,
  failures: [],
};

function step(code: DecisionCode, size: number, more: Partial<PlannedStep> = {}): PlannedStep {
  return { code, path: `${code}-${size}`, size, held: false, ...more };
}

function tallyOf(steps: readonly PlannedStep[]): PlanTally {
  const tally = new PlanTally();
  for (const each of steps) tally.add(each);
  return tally;
}

it('adds up what would be done by what it means, and puts what matters most first', () => {
  const tally = tallyOf([
    step('record', 5),
    step('upload-new', 10),
    step('upload-changed', 100),
    step('download-new', 7),
    step('recycle', 1, { held: true }),
    step('rename-remote', 0, { from: 'before' }),
    step('blocked', 0),
    step('conflict', 3),
    step('in-sync', 9),
  ]);
  expect(tally.summary(REPORT, null)).toEqual({
    upload: { files: 2, bytes: 110 },
    download: { files: 1, bytes: 7 },
    recycle: { files: 0, bytes: 0 },
    trash: { files: 0, bytes: 0 },
    renamed: 1,
    identical: 1,
    conflicts: 1,
    blocked: 1,
    held: 1,
    // Two uploads, the copy of what is replaced, the rename, and the conflict copy; what the look asked comes again.
    requests: { write: 5, read: 2 + 3, list: 10 },
    cost: null,
    rows: [
      expect.objectContaining({ code: 'conflict' }),
      expect.objectContaining({ code: 'blocked' }),
      expect.objectContaining({ code: 'recycle', held: true }),
      expect.objectContaining({ code: 'upload-changed' }),
      expect.objectContaining({ code: 'upload-new' }),
      expect.objectContaining({ code: 'download-new' }),
      expect.objectContaining({ code: 'rename-remote', from: 'before' }),
    ],
    rowCount: 7,
  });
});

it('counts the parts of large files, and prices requests and transfer once, and new bytes by the month', () => {
  const tally = tallyOf([step('upload-new', 1000 * MIB), step('download-new', 64 * MIB)]);
  const prices = { write: 0.005, read: 0.0004, list: 0.005, download: 0.09, storage: 0.023 };
  const { requests, cost } = tally.summary(REPORT, prices);
  // 125 parts of 8 MiB, the upload's beginning and its end.
  expect(requests).toEqual({ write: 127, read: 8 + 3, list: 10 });
  const asked = (127 * 0.005 + 11 * 0.0004 + 10 * 0.005) / 1000;
  expect(cost?.once).toBeCloseTo(asked + 0.064 * 1.048576 * 0.09, 12);
  expect(cost?.monthly).toBeCloseTo(1.048576 * 0.023, 6);
});

it('shows the 200 rows that matter most of very many', () => {
  const many = Array.from({ length: 50_000 }, (_, at) => step('upload-new', at));
  const { rows, rowCount, upload } = tallyOf([...many, step('conflict', 1)]).summary(REPORT, null);
  expect(rows).toHaveLength(200);
  expect(rows.slice(0, 3).map(({ path }) => path)).toEqual([
    'conflict-1',
    'upload-new-49999',
    'upload-new-49998',
  ]);
  expect(upload.files).toBe(50_000);
  expect(rowCount).toBe(50_001);
});
