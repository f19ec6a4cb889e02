import type { Transfer } from '../contract/api/index.ts';
import type { EngineEvent } from '../index.ts';

type Started = Extract<EngineEvent, { type: 'started' }>;

/** What is under way, the longest first: what takes its time stays where it is. */
export class TransferList {
  private readonly byPath = new Map<string, Transfer>();

  hear(event: EngineEvent): void {
    if (event.type === 'ended') this.byPath.delete(event.path);
    if (event.type !== 'started') return;
    const { path, reason, size } = event;
    const action = actionOf(reason);
    if (action !== undefined) this.byPath.set(path, { path, action, size });
  }

  clear(): void {
    this.byPath.clear();
  }

  first(count: number): readonly Transfer[] {
    return this.byPath.values().take(count).toArray();
  }
}

/** Undefined for what only the index takes part in, or what moves no file. */
function actionOf(code: Started['reason']): Transfer['action'] | undefined {
  if (code.startsWith('upload-')) return 'upload';
  if (code.startsWith('download-')) return 'download';
  if (code === 'recycle' || code === 'trash') return 'delete';
  return code.startsWith('rename-') ? 'move' : undefined;
}
