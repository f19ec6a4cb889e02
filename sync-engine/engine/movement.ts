import type { ProgressMeter } from './progress.ts';

/** What one request has moved so far. A try that sends the same bytes again counts them once. */
export class Movement {
  private readonly progress: Pick<ProgressMeter, 'moved'>;
  private bytes = 0;

  constructor(progress: Pick<ProgressMeter, 'moved'>) {
    this.progress = progress;
  }

  /** So many bytes have gone, from the beginning of the body. */
  readonly at = (bytes: number): void => {
    if (bytes <= this.bytes) return;
    this.progress.moved(bytes - this.bytes);
    this.bytes = bytes;
  };

  /** They did not arrive: they are to be moved again. */
  undo(): void {
    this.progress.moved(-this.bytes);
    this.bytes = 0;
  }
}

/** Runs a request that says how far it is; what it moved counts when it ends well. */
export async function moving<T>(
  progress: Pick<ProgressMeter, 'moved'>,
  size: number,
  send: (onProgress: (sentBytes: number) => void) => Promise<T>,
): Promise<T> {
  const movement = new Movement(progress);
  try {
    const sent = await send(movement.at);
    movement.at(size);
    return sent;
  } catch (error) {
    movement.undo();
    throw error;
  }
}
