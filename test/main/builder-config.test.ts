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
}

const { getConfig, validateConfiguration } = builder('./out/util/config/config.js') as {
  getConfig: (folder: string, file: string, own: null, manifest: undefined) => Promise<Config>;
  validateConfiguration: (config: object, log: { readonly isEnabled: boolean }) => Promise<void>;
};
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

  it('names files that are there', async () => {
    const { mac } = await load();
    for (const key of ['icon', 'entitlements', 'entitlementsInherit'])
      expect(existsSync(path.join(root, String(mac[key]))), key).toBe(true);
  });
});

describe("GitHub's workflows", () => {
  interface Workflow {
    readonly permissions: unknown;
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly uses?: string }[] }>>;
  }
  const files = globSync('.github/workflows/*.yml', { cwd: root });

  it('are there for changes and for releases', () => {
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['ci.yml', 'release.yml']);
  });

  it.each(files)('%s may only read unless a job asks for more, and pins what it uses', (file) => {
    const workflow = yaml.load(readFileSync(path.join(root, file), 'utf8')) as Workflow;
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
  });
});
