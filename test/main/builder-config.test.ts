import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_ID } from '../../main/app-id.ts';

const root = path.resolve(import.meta.dirname, '../..');
const own = createRequire(import.meta.url);
/** What electron-builder itself loads and checks its configuration with, and the YAML reader it uses. */
const builder = createRequire(own.resolve('app-builder-lib/package.json'));

interface Config {
  readonly [key: string]: unknown;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly asarUnpack: readonly string[];
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly mac: Readonly<Record<string, unknown>>;
  readonly linux: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly homepage: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly repository: { readonly url: string };
}

const { getConfig, validateConfiguration } = builder('./out/util/config/config.js') as {
  getConfig: (folder: string, file: string, own: null, manifest: undefined) => Promise<Config>;
  validateConfiguration: (config: object, log: { readonly isEnabled: boolean }) => Promise<void>;
};
/** What electron-builder refuses to pack a deb or an rpm without, as it asks for it itself. */
type Compute<Of, Made> = (this: Of) => Promise<Made>;
const { default: FpmTarget } = builder('./out/targets/FpmTarget.js') as {
  default: { prototype: { computeFpmMetaInfoOptions: Compute<object, object> } };
};
const { AppInfo } = builder('./out/appInfo.js') as {
  AppInfo: { prototype: { computePackageUrl: Compute<object, string | null> } };
};
const fpmMeta = FpmTarget.prototype.computeFpmMetaInfoOptions;
const packageUrl = AppInfo.prototype.computePackageUrl;
const yaml = builder('js-yaml') as { load(text: string): unknown };
const load = () => getConfig(root, 'electron-builder.yml', null, undefined);

describe('the configuration of electron-builder', () => {
  it('holds to its schema, which refuses what it does not know', async () => {
    const config = await load();
    await validateConfiguration(config, { isEnabled: false });
    await expect(validateConfiguration({ ...config, fuses: {} }, { isEnabled: false })).rejects.toThrow(
      'fuses',
    );
  });

  it('sets the fuses of the security checklist', async () => {
    const { electronFuses } = await load();
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('packs for three systems, claims our scheme and no file types, and leaves native modules outside the archive', async () => {
    const config = await load();
    expect(config).toMatchObject({
      asar: true,
      linux: { target: ['AppImage', 'deb', 'rpm'] },
      mac: {
        target: [
          { target: 'dmg', arch: ['universal'] },
          { target: 'zip', arch: ['universal'] },
        ],
        hardenedRuntime: true,
      },
      win: { target: ['nsis'] },
    });
    expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual(['windlass']);
    expect(config['fileAssociations']).toBeUndefined();
    const natives = globSync('node_modules/{better-sqlite3,@napi-rs/*,keytar}/**/*.node', { cwd: root });
    expect(natives.length).toBeGreaterThan(0);
    for (const file of natives)
      expect(
        config.asarUnpack.some((pattern) => path.matchesGlob(file, pattern)),
        file,
      ).toBe(true);
  });

  it('has the name under which Windows knows the running app', async () => {
    expect((await load())['appId']).toBe(APP_ID);
  });

  it('gives a deb and an rpm the address and the maintainer without which they are not packed', async () => {
    const { linux } = await load();
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
    const meta = (of: object) => {
      const info = { metadata: of, repositoryInfo: Promise.resolve(null) };
      const own = { info, notNullDevMetadata: of };
      const appInfo = {
        ...own,
        linuxPackageName: manifest.name,
        computePackageUrl: () => packageUrl.call(own),
      };
      return fpmMeta.call({ options: linux, packager: { info, appInfo } });
    };
    const { name, email } = manifest.author;
    const maintainer = `${name} <${email}>`;
    expect(await meta(manifest)).toEqual({
      name: 'windlass',
      maintainer,
      url: manifest.homepage,
      vendor: maintainer,
    });
    await expect(meta({ ...manifest, homepage: undefined })).rejects.toThrow('homepage');
    expect(manifest.homepage).toMatch(/^https:\/\/github\.com\//);
    expect(manifest.repository.url).toBe(`git+${manifest.homepage}.git`);
    expect(manifest.description.length).toBeGreaterThan(20);
    expect(linux).toMatchObject({ description: expect.any(String), synopsis: expect.any(String) });
  });

  it('names files that are there', async () => {
    const { mac } = await load();
    for (const key of ['icon', 'entitlements', 'entitlementsInherit'])
      expect(existsSync(path.join(root, String(mac[key]))), key).toBe(true);
  });
});

describe("GitHub's workflows", () => {
  interface Job {
    readonly needs?: string;
    /** Another workflow, which is the whole job. */
    readonly uses?: string;
    readonly container?: { readonly image: string };
    readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
  }
  interface Workflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
  }
  const files = globSync('.github/workflows/*.yml', { cwd: root });
  const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const workflow = (name: string) => yaml.load(text(`.github/workflows/${name}`)) as Workflow;

  it('are there for changes and for releases', () => {
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['ci.yml', 'release.yml']);
  });

  it.each(files)('%s may only read unless a job asks for more, and pins what it uses', (file) => {
    const { permissions, jobs } = yaml.load(text(file)) as Workflow;
    expect(permissions).toEqual({ contents: 'read' });
    const used = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    const named = text(file).match(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm) ?? [];
    expect(named, 'commits that say which version they are').toHaveLength(used.length);
  });

  it('pack a release only after all that a change has to pass', () => {
    const release = workflow('release.yml').jobs;
    const changes = workflow('ci.yml');
    expect(changes.on).toHaveProperty('workflow_call');
    expect(release['test']?.uses).toBe('./.github/workflows/ci.yml');
    const packing = Object.entries(release).filter(([name]) => name !== 'test');
    expect(packing.map(([name, { needs }]) => [name, needs])).toEqual([['pack', 'test']]);
    const runs = (name: string) => changes.jobs[name]?.steps?.flatMap(({ run }) => run ?? []);
    expect(runs('linux')).toContain('.ci/run');
    expect(runs('others')).toContain('npm test');
  });

  it('require every suite where the packages of all their programs are', () => {
    expect(workflow('ci.yml').jobs['linux']?.container?.image).toMatch(/^debian:/);
  });
});
