import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const own = createRequire(import.meta.url);
const builder = createRequire(own.resolve('app-builder-lib/package.json'));
const yaml = builder('js-yaml') as { load(text: string): unknown };

interface Config {
  readonly artifactName: string;
  readonly publish: object;
  readonly nsis: Readonly<Record<string, unknown>>;
}
/** One machine that packs a release. */
interface Entry {
  readonly os: string;
  readonly processors?: string;
}
interface Release {
  readonly jobs: {
    readonly pack: {
      readonly strategy: { readonly matrix: { readonly include: readonly Entry[] } };
      readonly steps: readonly { readonly env?: Readonly<Record<string, string>>; readonly run?: string }[];
    };
  };
}
interface UpdateInfo {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
}

// What electron-builder writes the update files with, and how the app chooses from one of them.
const { Arch } = builder('builder-util') as { Arch: Readonly<Record<string, number>> };
const { Platform } = builder('./out/core.js') as { Platform: Readonly<Record<string, object>> };
const { createUpdateInfoTasks, writeUpdateInfoFiles } = builder('./out/publish/updateInfoBuilder.js') as {
  createUpdateInfoTasks: (event: object, publish: readonly object[]) => Promise<object[]>;
  writeUpdateInfoFiles: (tasks: object[], packager: object) => Promise<void>;
};
const { findFile, resolveFiles } = own('electron-updater/out/providers/Provider.js') as {
  findFile: (files: readonly unknown[], ext: string) => { readonly url: URL };
  resolveFiles: (info: UpdateInfo, base: URL) => readonly unknown[];
};

const read = (file: string): unknown => yaml.load(readFileSync(path.join(root, file), 'utf8'));
const config = read('electron-builder.yml') as Config;
const { pack } = (read('.github/workflows/release.yml') as Release).jobs;
const entries = pack.strategy.matrix.include;

/** What the app updates itself from on each system. */
const SYSTEMS = {
  ubuntu: { platform: Platform['LINUX'], os: 'linux', ext: 'AppImage' },
  windows: { platform: Platform['WINDOWS'], os: 'win', ext: 'exe' },
  macos: { platform: Platform['MAC'], os: 'mac', ext: 'zip' },
};

function systemOf({ os }: Entry) {
  const system = Object.entries(SYSTEMS).find(([name]) => os.startsWith(name))?.[1];
  if (system === undefined) throw new Error(`no system is known for ${os}`);
  return system;
}

function processorsOf({ os, processors }: Entry): string[] {
  if (processors !== undefined) return processors.split(' ').map((option) => option.replace('--', ''));
  if (os.startsWith('macos')) return ['universal'];
  return [os.endsWith('-arm') ? 'arm64' : 'x64'];
}

function artifact(entry: Entry, processor: string): string {
  const { os, ext } = systemOf(entry);
  const known: Readonly<Record<string, string>> = {
    productName: 'Windlass',
    version: '2.0.0',
    os,
    arch: processor,
    ext,
  };
  return config.artifactName.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? name);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'windlass-channels-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The update files that one machine publishes, by their names. */
async function published(entry: Entry): Promise<Map<string, UpdateInfo>> {
  const files = new Map<string, UpdateInfo>();
  const packager = {
    platform: systemOf(entry).platform,
    platformSpecificBuildOptions: {},
    config,
    appInfo: { version: '2.0.0' },
    info: {},
    getResource: () => Promise.resolve(null),
    emitArtifactCreated: ({ file, fileContent }: { file: string; fileContent: Buffer }) =>
      void files.set(path.basename(file), yaml.load(fileContent.toString()) as UpdateInfo),
  };
  const tasks: object[] = [];
  for (const processor of processorsOf(entry)) {
    const file = path.join(folder, artifact(entry, processor));
    await writeFile(file, processor);
    const event = { packager, file, arch: Arch[processor], target: { outDir: folder } };
    tasks.push(...(await createUpdateInfoTasks(event, [config.publish])));
  }
  await writeUpdateInfoFiles(tasks, packager);
  return files;
}

/** The file that an app for this processor would fetch. */
function chosen(info: UpdateInfo, ext: string, processor: string): string {
  const before = Object.getOwnPropertyDescriptor(process, 'arch');
  if (before === undefined) throw new Error('this process has no architecture');
  Object.defineProperty(process, 'arch', { ...before, value: processor });
  try {
    return path.posix.basename(findFile(resolveFiles(info, new URL('https://host/')), ext).url.pathname);
  } finally {
    Object.defineProperty(process, 'arch', before);
  }
}

describe('the update files of a release', () => {
  it('are each written by one machine, since a second would overwrite the first', async () => {
    const names = await Promise.all(entries.map(async (entry) => [...(await published(entry)).keys()]));
    expect(names.flat().sort()).toEqual([
      'latest-linux-arm64.yml',
      'latest-linux.yml',
      'latest-mac.yml',
      'latest.yml',
    ]);
  });

  it.each(entries)('lead every app packed on $os to the file for its own processor', async (entry) => {
    const files = [...(await published(entry)).values()];
    for (const info of files)
      for (const processor of processorsOf(entry))
        expect(chosen(info, systemOf(entry).ext, processor)).toBe(artifact(entry, processor));
  });

  it('have an installer for x64 and one for arm64 on Windows, with the modules of both', () => {
    expect(entries.filter(({ os }) => os.startsWith('windows')).map(processorsOf)).toEqual([
      ['x64', 'arm64'],
    ]);
    expect(config.nsis['buildUniversalInstaller']).toBe(false);
    const packing = pack.steps.find(({ run }) => run?.includes('electron-builder') === true);
    expect(packing?.env?.['PROCESSORS']).toBe('${{ matrix.processors }}');
    expect(packing?.run).toContain('options=(--publish always $PROCESSORS)');
    const modules = pack.steps.find(({ run }) => run?.includes('keytar') === true)?.run;
    for (const processor of ['x64', 'arm64']) {
      expect(modules).toContain(`keyring-win32-${processor}-msvc`);
      readFileSync(path.join(root, `node_modules/better-sqlite3/prebuilds/win32-${processor}.node`));
    }
  });
});
