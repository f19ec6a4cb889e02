import { blockText, isBlockReason } from '../../contract/block-text.ts';
import { errorRecord, type CliRecord } from '../../contract/events.ts';
import { errorText } from '../../contract/error-text.ts';
import { assertNever, type EngineEvent } from '../../index.ts';
import { formatBytes, printable } from './format.ts';
import type { Output } from './output.ts';

export type EventListener = (event: EngineEvent) => void;

/** Shows what happens while a pair is worked on: NDJSON, or for people a progress bar and, if wanted, a line for each file. */
export function showEvents(
  out: Output,
  pair: string,
  options: { readonly everyFile: boolean },
): EventListener {
  if (out.json) {
    return (event) => {
      const record = recordOf(event, pair);
      if (record !== undefined) out.emit(record);
    };
  }
  return (event) => {
    if (event.type === 'progress') out.progress(pair, event.progress);
    else if (event.type === 'done' && options.everyFile)
      out.note(`${pair}: ${event.action} ${printable(event.path)}${sizeOf(event.size)}`);
    else if (event.type === 'failed' && options.everyFile)
      out.note(`${pair}: ${printable(event.path)}: ${errorText(event.error).title}`);
  };
}

/** Undefined for what the summary says anyway. */
function recordOf(event: EngineEvent, pair: string): CliRecord | undefined {
  switch (event.type) {
    case 'phase':
    case 'done':
      return { ...event, pair };
    case 'progress':
      return { type: 'progress', pair, ...event.progress };
    case 'failed':
    case 'halted':
      return errorRecord(event.error, pair);
    case 'blocked':
      return blockedRecord(event.path, event.reason, pair);
    case 'held':
    case 'started':
    case 'ended':
      return undefined;
    default:
      return assertNever(event);
  }
}

function blockedRecord(path: string, reason: string, pair: string): CliRecord {
  const text = isBlockReason(reason) ? blockText(reason) : { message: reason, remedy: '' };
  return {
    type: 'problem',
    pair,
    path,
    kind: 'blocked',
    code: reason,
    message: text.message,
    remedy: text.remedy,
    attempts: 0,
    sinceAt: null,
    retryAt: null,
  };
}

function sizeOf(bytes: number): string {
  return bytes > 0 ? ` (${formatBytes(bytes)})` : '';
}
