import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../sync-engine/cli/io.ts';
import { formatBytes, formatDuration, printable } from '../../sync-engine/cli/output/format.ts';
import { createOutput } from '../../sync-engine/cli/output/output.ts';
import { barText } from '../../sync-engine/cli/output/progress-bar.ts';

const BAR = {
  filesDone: 3,
  filesTotal: 10,
  bytesDone: 1024,
  bytesTotal: 4096,
  bytesPerSecond: 1024,
  steady: true,
};

/** An output on streams that remember; `tty` makes both terminals. */
function outputFor(options: {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly tty?: boolean;
  readonly env?: CliIo['env'];
}) {
  const { json = false, quiet = false, tty = false, env = {} } = options;
  const stdout = Object.assign(new PassThrough(), { isTTY: tty });
  const stderr = Object.assign(new PassThrough(), { isTTY: tty, columns: 80 });
  const out = createOutput(
    { env, stdin: new PassThrough(), stdout, stderr },
    { json, quiet, verbose: false },
  );
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  return { out, stdout: () => read(stdout), stderr: () => read(stderr) };
}

describe('numbers for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [20 * 1024 ** 2, '20.0 MiB'],
    [1023 * 1024 ** 2, '1.0 GiB'],
    [5 * 1024 ** 4, '5.0 TiB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [400, '0.4 s'],
    [12_400, '12 s'],
    [185_000, '3 min 05 s'],
    [7_620_000, '2 h 07 min'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('shows control characters of a name instead of obeying them', () => {
    expect(printable('a\u001b[2Jb\nc\u202ed')).toBe('a\\u{1b}[2Jb\\u{a}c\\u{202e}d');
    expect(printable('Crème 港')).toBe('Crème 港');
  });
});

describe('the progress bar', () => {
  it('tells share, files, bytes, rate and what is left', () => {
    expect(barText('photos', BAR)).toBe(
      'photos  [######------------------]   25 %  3/10 files  1.0 KiB of 4.0 KiB  1.0 KiB/s  3.0 s left',
    );
  });

  it('does not tell what is left by a rate that is young', () => {
    expect(barText('photos', { ...BAR, steady: false })).toMatch(/1\.0 KiB\/s$/);
  });

  it('counts files where there are no bytes to move', () => {
    expect(barText('p', { ...BAR, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0 })).toContain('30 %');
  });

  it('is drawn on a terminal and wiped before the next line', () => {
    const { out, stderr, stdout } = outputFor({ tty: true });
    out.progress('photos', BAR);
    expect(stderr()).toContain('25 %');
    out.line('done');
    expect(stderr()).toBe('\r\u001b[2K');
    expect(stdout()).toBe('done\n');
  });

  it.each([
    { tty: false },
    { tty: true, quiet: true },
    { tty: true, json: true },
    { tty: true, env: { TERM: 'dumb' } },
  ])('is silent with %j', (options) => {
    const { out, stderr } = outputFor(options);
    out.progress('photos', BAR);
    expect(stderr()).toBe('');
  });

  it('is a line for every quarter of a large transfer where there is no terminal', () => {
    const { out, stderr } = outputFor({ tty: false });
    const MiB = 1024 ** 2;
    for (const done of [0, 10, 20, 25, 30, 49, 75, 99, 100])
      out.progress('photos', { ...BAR, bytesDone: done * MiB, bytesTotal: 100 * MiB });
    expect(stderr().match(/\d+ %/g)).toEqual(['25 %', '75 %', '100 %']);
  });
});

describe('output', () => {
  it('is one record a line with --json, and nothing for people on stdout', () => {
    const { out, stdout } = outputFor({ json: true });
    out.emit({ type: 'purged', pair: 'p', purged: 1, bytes: 2 }, 'text');
    out.line('text');
    expect(stdout()).toBe('{"type":"purged","pair":"p","purged":1,"bytes":2}\n');
  });

  it('is coloured on a terminal only, and never with NO_COLOR', () => {
    expect(outputFor({ tty: true }).out.paint('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(outputFor({ tty: true, env: { NO_COLOR: '1' } }).out.paint('red', 'x')).toBe('x');
    expect(outputFor({ tty: false }).out.paint('red', 'x')).toBe('x');
  });
});

describe('a long answer', () => {
  /** Nobody reads what goes to stdout, until the test does. */
  function unread() {
    const stdout = new PassThrough({ highWaterMark: 16 });
    const io: CliIo = { env: {}, stdin: new PassThrough(), stdout, stderr: new PassThrough() };
    return { stdout, out: createOutput(io, { json: false, quiet: false, verbose: false }) };
  }

  it('waits for its reader once the reader falls behind', async () => {
    const { stdout, out } = unread();
    await out.readOn();
    out.line('more than sixteen bytes');
    const caughtUp = out.readOn();
    const later = new Promise((done) => void setImmediate(done, 'not yet'));
    expect(await Promise.race([caughtUp, later])).toBe('not yet');
    stdout.resume();
    await caughtUp;
    expect(stdout.listenerCount('close')).toBe(0);
  });

  it('does not wait for a reader that went away', async () => {
    const { stdout, out } = unread();
    out.line('more than sixteen bytes');
    const caughtUp = out.readOn();
    stdout.destroy();
    await expect(caughtUp).resolves.toBeUndefined();
    await expect(out.readOn()).resolves.toBeUndefined();
  });
});
