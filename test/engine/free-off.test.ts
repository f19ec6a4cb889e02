import { describe, expect, it } from 'vitest';
import { startRig } from './rig.ts';

const FILES = { 'a.txt': 'a', 'big/b.txt': 'bb', 'big/deep/c.txt': 'ccc', 'kept/d.txt': 'dddd' };

/** Anna and Ben in step; Anna has turned `big/` off, and its files still lie with her. */
async function scene() {
  const rig = await startRig({ prefix: 'p/' });
  const [anna, ben] = [await rig.device('anna'), await rig.device('ben')];
  for (const [name, text] of Object.entries(FILES)) await anna.write(name, text);
  const engine = anna.engine({ pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 });
  await engine.sync();
  rig.tick();
  await ben.sync();
  await engine.tracking.setOff(['big/'], { free: false });
  await engine.sync();
  const files = async () =>
    Object.keys(await anna.contents())
      .filter((name) => !name.endsWith('/'))
      .sort();
  return { rig, anna, ben, engine, files };
}

describe('a folder that is off already', () => {
  it('is known by what still lies here of it, and freed of it later', async () => {
    const { rig, anna, engine, files } = await scene();
    await anna.write('.windlassignore', '*.log\n');
    await anna.write('big/x.log', 'nobody counts me');
    expect(await engine.tracking.left()).toEqual([{ path: 'big/', files: 2, bytes: 5 }]);
    expect(await engine.tracking.free(['big/'])).toEqual({ files: 2, bytes: 5, kept: 0 });
    expect(await files()).toEqual(['.windlassignore', 'a.txt', 'big/x.log', 'kept/d.txt']);
    expect(engine.activity({ limit: 1 })).toMatchObject([{ action: 'trashed', reason: 'turned-off' }]);
    expect(await engine.tracking.left()).toEqual([]);
    await engine.sync();
    expect(Object.keys(await rig.objects(rig.files))).toContain('p/big/deep/c.txt');
    expect(await rig.objects(rig.recycle)).toEqual({});
  });

  it('keeps what changed on either side, or never was in the bucket', async () => {
    const { rig, anna, ben, engine, files } = await scene();
    await anna.write('big/b.txt', 'BB');
    await anna.write('big/new.txt', 'never there');
    await ben.write('big/deep/c.txt', 'CCC');
    rig.tick();
    await ben.sync();
    expect(await engine.tracking.free(['big/'])).toEqual({ files: 0, bytes: 0, kept: 3 });
    expect(await files()).toEqual(['a.txt', 'big/b.txt', 'big/deep/c.txt', 'big/new.txt', 'kept/d.txt']);
    expect(await engine.tracking.left()).toEqual([{ path: 'big/', files: 3, bytes: 16 }]);
  });

  it('is compared by content with an object of another tool, which has no hash', async () => {
    const { rig, anna, engine } = await scene();
    await anna.write('big/same.txt', 'by rclone');
    await anna.write('big/other.txt', 'not alike');
    const bytes = new TextEncoder().encode('by rclone');
    for (const name of ['same', 'other']) await rig.files.put(`p/big/${name}.txt`, bytes);
    expect(await engine.tracking.free(['big/'])).toEqual({ files: 3, bytes: 14, kept: 1 });
    expect(await anna.read('big/other.txt')).toBe('not alike');
  });

  it('stays where only reading the object would tell that it is the same, and downloads nothing', async () => {
    const { rig, anna, engine } = await scene();
    await anna.write('big/parts.txt', 'in parts');
    const upload = { key: 'p/big/parts.txt', ...(await rig.files.multipart.create('p/big/parts.txt')) };
    const part = await rig.files.multipart.uploadPart(upload, 1, new TextEncoder().encode('in parts'));
    await rig.files.multipart.complete(upload, [part]);
    const gets = () => rig.server.requestCounts.byOperation['GetObject'] ?? 0;
    const before = gets();
    expect(await engine.tracking.free(['big/'])).toEqual({ files: 2, bytes: 5, kept: 1 });
    expect(gets()).toBe(before);
    expect(await anna.read('big/parts.txt')).toBe('in parts');
  });

  it('keeps everything when the bucket cannot be asked, and says so', async () => {
    const { rig, engine, files } = await scene();
    const before = await files();
    const online = await rig.goOffline();
    await expect(engine.tracking.free(['big/'])).rejects.toMatchObject({ error: { code: 'network' } });
    await online();
    expect(await files()).toEqual(before);
  });

  it('is the only one that is freed: one that is kept here is left alone', async () => {
    const { engine, files } = await scene();
    const before = await files();
    expect(await engine.tracking.free(['kept/'])).toEqual({ files: 0, bytes: 0, kept: 0 });
    expect(await files()).toEqual(before);
    expect(await engine.tracking.free(['big/deep/'])).toEqual({ files: 1, bytes: 3, kept: 0 });
    expect(await engine.tracking.left()).toEqual([{ path: 'big/', files: 1, bytes: 2 }]);
  });
});
