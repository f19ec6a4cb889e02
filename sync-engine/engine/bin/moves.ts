import { hasCode } from '../../core/error.ts';
import { formatInstant } from '../../core/instant.ts';
import { isReserved } from '../../core/path.ts';
import type { MoveRecord } from '../../core/point-in-time.ts';
import type { ObjectSummary } from '../../ports/object-store.ts';
import { MOVES_AREA, pendingMoves } from '../move-log.ts';
import type { PairContext } from '../pair.ts';
import { forEachSettled } from './listing.ts';

/** Largest object of move records that is read, in bytes. Ours hold 500 records of at most about 2.5 KB. */
const MAX_BYTES = 4 * 1024 * 1024;
/** The instant in a key is its device's: a clock that is behind by up to a day hides no record (milliseconds). */
const CLOCK_SLACK_MS = 24 * 60 * 60 * 1000;

/**
 * The renames written down since `sinceMs` (milliseconds since the epoch); older ones say nothing of what was there at that
 * time. What this device could not write yet is read from its index. The records are foreign input: whatever does not look like one is left out, and costs precision only.
 */
export async function readMoves(context: PairContext, sinceMs: number): Promise<readonly MoveRecord[]> {
  const { recycle, settings, signal, log } = context;
  const area = settings.recyclePrefix + MOVES_AREA;
  const startAfter = area + formatInstant(sinceMs - CLOCK_SLACK_MS);
  const happenedSince = (move: MoveRecord): boolean => Math.max(move.atMs, move.toBornMs) > sinceMs;
  // RACE: an engine beside us may be writing them. Read ahead of the listing, none is missed; one seen twice changes nothing.
  const records = pendingMoves(context.index).filter(happenedSince);
  for await (const page of recycle.list(area, { startAfter, signal })) {
    await forEachSettled(page, async (object) => {
      const text = object.size > MAX_BYTES ? undefined : await textOf(context, object);
      const lines = (text ?? '').split('\n').filter((line) => line !== '');
      const read = lines.flatMap((line) => parseMove(line) ?? []);
      if (text === undefined || read.length < lines.length) {
        log.warn({ key: object.key }, 'move records that cannot be read are left out');
      }
      records.push(...read.filter(happenedSince));
    });
  }
  return records;
}

async function textOf(context: PairContext, { key }: ObjectSummary): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    const { body } = await context.recycle.get(key, { signal: context.signal });
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  } catch (error) {
    // Expired or purged since the listing.
    if (hasCode(error, 'object-missing')) return undefined;
    throw error;
  }
  return text + decoder.decode();
}

function parseMove(line: string): MoveRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { fromPath, toPath, atMs, bornMs, toBornMs, etag, size } = value as Record<string, unknown>;
  return isPath(fromPath) &&
    isPath(toPath) &&
    isCount(atMs) &&
    isCount(bornMs) &&
    isCount(toBornMs) &&
    isCount(size) &&
    typeof etag === 'string'
    ? { fromPath, toPath, atMs, bornMs, toBornMs, etag, size }
    : undefined;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !isReserved(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
