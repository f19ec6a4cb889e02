import { describe, expect, it } from 'vitest';
import { pngFile } from '../ui/picture-file.ts';
import { putEntry } from './trash-entry.ts';
import { code, openTrash } from './trash-scene.ts';

const KIB = 1024;

describe('what is in a version in the trash', () => {
  it('is shown of each version by itself, and nothing is changed by that', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    const first = await putEntry(recycle, 'a/notes.md', { day: 1, content: 'as it was, ä' });
    const second = await putEntry(recycle, 'a/notes.md', { day: 2, content: 'later' });
    const empty = await putEntry(recycle, 'empty', { day: 2, size: 0 });
    await recycle.put('theirs.txt', Buffer.from('of another system'));
    await refresh();
    const look = (path: string, key: string) => trash.content({ pair, path, key });
    expect(await look('a/notes.md', first)).toEqual({ kind: 'text', text: 'as it was, ä', truncated: false });
    expect(await look('a/notes.md', second)).toMatchObject({ text: 'later' });
    expect(await look('empty', empty)).toMatchObject({ kind: 'text', text: '' });
    expect(await look('theirs.txt', 'theirs.txt')).toMatchObject({ text: 'of another system' });
    await refresh();
    expect(await rows()).toHaveLength(4);
  });

  it('is a picture whole, and of anything else 256 KiB', async () => {
    const { desk, trash, pair, recycle, refresh } = await openTrash();
    const png = pngFile({ width: 300, height: 300, colour: (x, y) => [(x * y * 7) % 251, x % 256, y % 256] });
    const picture = await putEntry(recycle, 'b.png', { day: 1, content: png });
    const long = await putEntry(recycle, 'long.log', { day: 1, content: 'x'.repeat(3_000 * KIB) });
    const disk = await putEntry(recycle, 'disk.img', { day: 1, size: 3_000 * KIB });
    await refresh();
    expect(await trash.content({ pair, path: 'b.png', key: picture })).toEqual({
      kind: 'picture',
      mediaType: 'image/png',
      base64: png.toString('base64'),
    });
    const meter = () => desk.service.context.pair(pair).engine().meter().bytesDown;
    const before = meter();
    expect(await trash.content({ pair, path: 'long.log', key: long })).toEqual({
      kind: 'text',
      text: 'x'.repeat(256 * KIB),
      truncated: true,
    });
    expect(await trash.content({ pair, path: 'disk.img', key: disk })).toEqual({ kind: 'other' });
    expect(meter() - before).toBeLessThan(600 * KIB);
  });

  it('is not shown of what is in the list no more, or never was', async () => {
    const { trash, pair, recycle, refresh } = await openTrash();
    const key = await putEntry(recycle, 'a', { day: 1, content: 'one' });
    await recycle.put('.windlass/device.json', Buffer.from('{}'));
    await refresh();
    const look = (path: string, of: string) => trash.content({ pair, path, key: of });
    await expect(look('b', key)).rejects.toEqual(code('not-found'));
    await expect(look('.windlass/device.json', '.windlass/device.json')).rejects.toEqual(code('not-found'));
    await recycle.delete(key);
    await expect(look('a', key)).rejects.toEqual(code('not-found'));
    await refresh();
    await expect(look('a', key)).rejects.toEqual(code('not-found'));
  });
});
