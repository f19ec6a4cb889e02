import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PairDraft } from '../../sync-engine/contract/api/index.ts';
import { awsRegion } from '../../sync-engine/service/areas/setup/aws-profiles.ts';
import { eventually } from '../tools/eventually.ts';
import { draftOf, setupDesk } from './setup-desk.ts';

describe('what this computer offers', () => {
  it('are its AWS profiles, its keys and a folder that is free', async () => {
    const desk = await setupDesk({ AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' });
    await mkdir(desk.at('.aws'));
    await writeFile(
      desk.at('.aws', 'config'),
      '[default]\nregion = eu-west-1\n[profile work]\nsso_session = w\n[profile "two words"]\n[sso-session w]\n# [profile no]\n',
    );
    await writeFile(desk.at('.aws', 'credentials'), '[private]\naws_access_key_id = x\n[default]\n');
    expect(await desk.client.setup.offers()).toEqual({
      profiles: ['default', 'private', 'two words', 'work'],
      environmentKeys: true,
      keychain: expect.any(Boolean),
      folder: desk.at('Windlass'),
      separator: path.sep,
    });
  });
});

describe('a folder', () => {
  it('is shown with the folders in it, what is free, and why it cannot be used', async () => {
    const desk = await setupDesk();
    const { setup } = desk.client;
    for (const name of ['b', 'a', '.hidden']) await mkdir(desk.at('in', name), { recursive: true });
    await writeFile(desk.at('in', 'file'), '');
    await symlink(desk.at('in', 'a'), desk.at('in', 'link'));
    const inside = await setup.folder({ path: desk.at('in') });
    expect(inside).toMatchObject({ exists: true, parent: desk.base, path: desk.at('in') });
    expect(inside.folders.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(inside.fault).toBeUndefined();
    expect(inside.freeBytes).toBeGreaterThan(0);
    expect((await setup.folder({ path: '' })).path).toBe(desk.base);
    expect((await setup.folder({ path: '~/in' })).path).toBe(desk.at('in'));
    expect(await setup.folder({ path: desk.at('in', 'new') })).toMatchObject({ exists: false, folders: [] });
    expect((await setup.folder({ path: desk.at('in', 'new') })).fault).toBeUndefined();
    expect((await setup.folder({ path: desk.at('in', 'file') })).fault).toMatchObject({
      message: /is a file/,
    });
    expect((await setup.folder({ path: 'in' })).fault).toMatchObject({ code: 'folder-relative', path: 'in' });
    expect((await setup.folder({ path: '/' })).fault).toMatchObject({ code: 'folder-disk' });
    expect(await setup.makeFolder({ path: desk.at('in', 'new') })).toMatchObject({ exists: true });
  });

  it('that is a pair’s, or lies in one, is refused by name', async () => {
    const desk = await setupDesk();
    const { setup } = desk.client;
    const { account, bucket, recycle } = await setup.tryWithoutAccount();
    await setup.finish({
      ...draftOf(account.ref, desk.at('mine'), bucket),
      recycle: { bucket: recycle, prefix: '' },
    });
    await symlink(desk.at('mine'), desk.at('link'));
    await symlink('/', desk.at('disk'));
    for (const [folder, code] of [
      [desk.at('mine'), 'folder-taken'],
      [desk.at('mine', 'sub'), 'folder-nested'],
      [desk.at('link'), 'folder-taken'],
      [desk.at('link', 'sub'), 'folder-nested'],
      [desk.at('disk'), 'folder-nested'],
    ] as const) {
      const { fault } = await setup.folder({ path: folder });
      expect(fault).toMatchObject({ code, path: desk.at('mine') });
      expect(fault?.message).toContain("'mine'");
      const again = await setup.tryWithoutAccount();
      const draft = draftOf(again.account.ref, folder, again.bucket);
      await expect(
        setup.finish({ ...draft, name: 'other', recycle: { bucket: again.recycle, prefix: '' } }),
      ).rejects.toMatchObject({ data: { code, message: expect.stringContaining("'mine'") } });
    }
  });

  it('that Windlass itself works in is refused, and left out of a folder around it', async () => {
    const desk = await setupDesk();
    const { setup } = desk.client;
    const { account, bucket, recycle } = await setup.tryWithoutAccount();
    const draft = (folder: string): PairDraft => ({
      ...draftOf(account.ref, folder, bucket),
      recycle: { bucket: recycle, prefix: '' },
    });
    for (const own of [desk.at('home'), desk.at('home', 'state'), desk.at('home', 'new')]) {
      const { fault } = await setup.folder({ path: own });
      expect(fault).toMatchObject({ code: 'folder-own', path: expect.stringContaining(desk.at('home')) });
      await expect(setup.finish(draft(own))).rejects.toMatchObject({ data: { code: 'folder-own' } });
    }
    await writeFile(desk.at('letter.txt'), 'a letter');
    const { pair } = await setup.finish(draft(desk.base));
    await eventually(() => {
      expect(desk.service.context.pair(pair).state()).toMatchObject({ settled: true, files: 1 });
    });
    const done = desk.service.context.pair(pair).activity({ limit: 100 });
    expect(done.map(({ path: file }) => file)).toEqual(['letter.txt']);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be written to says so', async () => {
    const desk = await setupDesk();
    await mkdir(desk.at('locked'));
    await chmod(desk.at('locked'), 0o500);
    expect((await desk.client.setup.folder({ path: desk.at('locked') })).fault).toMatchObject({
      code: 'local-denied',
    });
  });
});

describe('the region that AWS is asked in', () => {
  const config =
    '[default]\nregion=eu-west-1\n[profile work]\nsso_region = us-west-2\n region = eu-central-1 \n[profile bare]\noutput = json\n';

  it.each([
    ['work', {}, 'eu-central-1'],
    ['default', {}, 'eu-west-1'],
    ['bare', {}, undefined],
    ['nobody', {}, undefined],
    [undefined, {}, undefined],
    ['work', { AWS_REGION: 'sa-east-1' }, 'sa-east-1'],
    [undefined, { AWS_REGION: 'sa-east-1' }, 'sa-east-1'],
  ])('of profile %s with %o is %s', async (profile, env, region) => {
    const desk = await setupDesk();
    await mkdir(desk.at('.aws'));
    await writeFile(desk.at('.aws', 'config'), config);
    expect(await awsRegion(env, desk.base, profile)).toBe(region);
  });
});
