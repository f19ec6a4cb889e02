import { backoffDelayMs } from '../core/backoff.ts';
import type { Decision } from '../core/decision.ts';
import type { SyncError } from '../core/error.ts';
import { deletes } from '../core/guard.ts';
import type { GuardInput } from '../core/guard.ts';
import type { IndexChange, ProblemRecord } from '../ports/index-store.ts';
import { countDeleted } from './deleted-lately.ts';
import { approvals } from './holds.ts';
import { RETRY_CAP_MS } from './due.ts';
import type { Outcome } from './operations/operation.ts';
import { noCounts } from './no-counts.ts';
import type { CycleCounts, PairContext } from './pair.ts';

/** Outcomes gathered before they are written, and how long the first of them waits at most (milliseconds). */
const BATCH = 200;
const BATCH_MS = 250;
/** A failed path is tried again after seconds at first, and at least hourly for as long as it fails. */
const RETRY = { baseMs: 5_000, capMs: RETRY_CAP_MS };

/** What the user has said yes to, and where. */
interface Answers {
  readonly approved: GuardInput['approved'];
  readonly ids: ReadonlySet<string>;
}

function readAnswers({ index }: PairContext): Answers {
  const given = index.held().filter(({ state }) => state === 'approved');
  return { approved: approvals(index), ids: new Set(given.map(({ id }) => id)) };
}

/**
 * Writes outcomes to the index in batches, each one durable transaction. An outcome lost with a killed process costs a second
 * look at its file (which then is found equal on both sides), never a byte.
 */
export class Committer {
  readonly counts: CycleCounts = noCounts();
  readonly failures: SyncError[] = [];
  private readonly context: PairContext;
  private readonly problems: ReadonlyMap<string, ProblemRecord>;
  /** Read at the first outcome: by then all that runs has been decided. */
  private answers: Answers | undefined;
  private pending: IndexChange[] = [];
  /** Files deleted without the user's approval since the last flush. */
  private deleted = { local: 0, remote: 0 };
  private outcomes = 0;
  private since = 0;

  constructor(context: PairContext) {
    this.context = context;
    this.problems = new Map(context.index.problems().map((problem) => [problem.id, problem]));
  }

  done(decision: Decision, outcome: Outcome): void {
    const { activity, count } = outcome;
    this.pending.push(...outcome.changes);
    if (this.problems.has(decision.id)) this.pending.push({ kind: 'problem-gone', id: decision.id });
    if (count !== undefined) this.counts[count]++;
    this.settleAnswer(decision, outcome);
    if (activity !== undefined) {
      const atMs = this.context.clock.now();
      const path =
        activity.action === 'renamed'
          ? (decision.renamedFrom?.localPath ?? decision.localPath)
          : decision.localPath;
      this.pending.push({ kind: 'activity', record: { ...activity, atMs, reason: decision.code, path } });
      this.context.events({
        type: 'done',
        path,
        action: activity.action,
        reason: decision.code,
        size: activity.size ?? 0,
      });
    }
    this.step();
  }

  failed(decision: Decision, error: SyncError): void {
    const { clock, random, events, log } = this.context;
    const before = this.problems.get(decision.id);
    const attempts = (before?.kind === 'failed' ? before.attempts : 0) + 1;
    const atMs = clock.now();
    const path = decision.localPath;
    const problem: ProblemRecord = {
      id: decision.id,
      path,
      code: error.code,
      kind: 'failed',
      message: error.message,
      attempts,
      sinceMs: before?.sinceMs ?? atMs,
      retryAtMs: atMs + Math.ceil(backoffDelayMs(attempts, random.float(), RETRY)),
    };
    this.pending.push({ kind: 'problem', problem });
    // Told once: how often it was tried since, the problem tells.
    if (before?.code !== error.code) {
      this.pending.push({
        kind: 'activity',
        record: { atMs, action: 'failed', reason: decision.code, path, error },
      });
    }
    this.counts.failed++;
    if (this.failures.length < 100) this.failures.push({ path, ...error });
    log.warn({ path, code: error.code, decision: decision.code }, error.message);
    events({ type: 'failed', path, error });
    this.step();
  }

  /** Writes what is waiting; returns when it is on the disk. */
  flush(): void {
    if (this.pending.length === 0) return;
    const { index, clock } = this.context;
    const changes = this.pending;
    const { deleted } = this;
    this.pending = [];
    this.deleted = { local: 0, remote: 0 };
    this.outcomes = 0;
    if (deleted.local + deleted.remote > 0) changes.push(countDeleted(index, clock.now(), deleted));
    index.apply(changes, { durable: true });
  }

  /** An answer is used up by what is done at its path, whatever that is; a deletion without one is counted for the guard. */
  private settleAnswer(decision: Decision, { count }: Outcome): void {
    this.answers ??= readAnswers(this.context);
    const { approved, ids } = this.answers;
    for (const id of [decision.id, decision.renamedFrom?.id])
      if (id !== undefined && ids.has(id)) this.pending.push({ kind: 'held-gone', id });
    const direction = deletes(decision);
    const isDeletion = count === 'recycled' || count === 'trashed';
    if (isDeletion && direction !== undefined && !approved(decision, direction)) this.deleted[direction]++;
  }

  private step(): void {
    const now = this.context.clock.monotonic();
    if (this.outcomes++ === 0) this.since = now;
    if (this.outcomes >= BATCH || now - this.since >= BATCH_MS) this.flush();
  }
}
