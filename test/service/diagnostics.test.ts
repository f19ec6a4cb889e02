import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../../sync-engine/service/diagnostics.ts';
import { openDesk } from '../ui/desk.ts';
import { eventually } from '../tools/eventually.ts';

describe('a diagnostics bundle', () => {
  it('tells what was done, and neither secrets nor the names of files', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'love letters/To Anna.txt': 'dear' } });
    const { context } = desk.service;
    await eventually(() => expect(context.pairs()[0]?.state().files).toBe(1));
    const home = await context.home();
    await home.change((config) => ({
      ...config,
      pairs: config.pairs.map((pair) => ({ ...pair, off: ['love letters/'] })),
    }));
    const logFile = `${desk.base}/log.ndjson`;
    const secret = desk.s3.secretAccessKey;
    await writeFile(
      logFile,
      `${JSON.stringify({ path: 'love letters/To Anna.txt', msg: `sent "To Anna.txt" password=${secret}` })}\n`,
    );
    const files = await diagnosticsOf({
      ...context,
      options: { ...context.options, parts: { env: desk.env, logFile } },
    });
    expect(files.map(({ name }) => name.replace(/-\w{8}/, ''))).toEqual([
      'system.json',
      'config.json',
      'pair.json',
      'activity.json',
      'log.ndjson',
    ]);
    const all = files.map(({ text }) => text).join('\n');
    expect(all).not.toMatch(/Anna|love/);
    expect(all).not.toContain(secret);
    expect(all).toContain('"action": "uploaded"');
    expect(all).toMatch(/[0-9a-f]{8}\/[0-9a-f]{8}\.txt/);
    for (const { size, text } of files) expect(Buffer.byteLength(text)).toBe(size);
  });
});
