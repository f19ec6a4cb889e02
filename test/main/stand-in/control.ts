/** Loaded beside register.ts: runs functions that the test sends with the `electron` module, as Playwright does in the real one. */
export interface Ask {
  readonly id: number;
  readonly source: string;
  readonly arg: unknown;
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

process.on('message', (ask: Ask) => void run(ask).then((answer) => process.send?.(answer)));
// The test is gone, and so is the one who would end this.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

async function run({ id, source, arg }: Ask): Promise<Answer> {
  try {
    const electron: unknown = await import('./electron.ts');
    // oxlint-disable-next-line no-eval -- the function a test wrote, in its own text
    const body = (0, eval)(`(${source})`) as (electron: unknown, arg: unknown) => unknown;
    return { id, value: await body(electron, arg) };
  } catch (caught) {
    return { id, error: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught) };
  }
}
