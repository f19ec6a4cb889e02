import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatDeepLink, parseDeepLink } from '../../sync-engine/contract/desktop-messages.ts';
import { locateFile } from '../../main/engine/locate-file.ts';
import { Crashes, restartDelayMs } from '../../main/restart-delay.ts';
import { applyLive } from '../../sync-engine/contract/apply-live.ts';
import { autostartFile } from '../../main/login/autostart-file.ts';
import { attentionNews } from '../../main/notify/attention-news.ts';
import { allowedExternal } from '../../main/security/external-links.ts';
import { pageFile } from '../../main/security/page-file.ts';
import { isFromPage } from '../../main/security/sender.ts';
import { appMenu } from '../../main/menu.ts';
import { de } from '../../main/texts/de.ts';
import { en } from '../../main/texts/en.ts';
import { textsFor } from '../../main/texts/texts.ts';
import { updatesAllowed } from '../../main/update/updates-allowed.ts';
import { clampBounds } from '../../main/window/clamp-bounds.ts';
import { readWindowState, writeWindowState } from '../../main/window/window-state.ts';
import { appState, pairState } from '../service/states.ts';

const PAIR = '6f2b0a44-6c1e-4c57-9d5e-0c3c6f1c7a00';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'windlass-rules-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe('a link from outside', () => {
  it('names a screen, and a pair', () => {
    expect(parseDeepLink('windlass://trash')).toEqual({ screen: 'trash' });
    expect(parseDeepLink(`windlass://trash/?pair=${PAIR}`)).toEqual({ screen: 'trash', pair: PAIR });
    for (const link of [{ screen: 'home' }, { screen: 'conflicts', pair: PAIR }] as const)
      expect(parseDeepLink(formatDeepLink(link))).toEqual(link);
  });

  it.each([
    'windlass://purge',
    'windlass://trash?pair=all',
    'windlass://trash?path=/etc/passwd',
    `windlass://trash?pair=${PAIR}&pair=${PAIR}`,
    `windlass://trash?pair=${PAIR}&screen=settings&x=1`,
    'windlass://trash/../settings/x',
    'windlass://user@trash',
    'windlass://trash#x',
    'https://trash',
    'windlass:',
    '--flag',
  ])('is refused as a whole where it says anything else: %s', (link) => {
    expect(parseDeepLink(link)).toBeUndefined();
  });
});

describe('what the page is served', () => {
  const served = (address: string) => pageFile('/app/renderer', address)?.file;
  it('is its own files, and index.html for every screen', () => {
    expect(served('app://windlass/assets/a-1.js')).toBe(path.join('/app/renderer', 'assets/a-1.js'));
    for (const address of ['app://windlass/', 'app://windlass/trash'])
      expect(served(address)).toBe(path.join('/app/renderer', 'index.html'));
  });

  it.each([
    'app://windlass/%2e%2e%2fpackage.json',
    'app://windlass/..%5cpackage.json',
    'app://windlass/a//b.js',
    'app://windlass/%00.js',
    'app://windlass/c:/x.js',
    'app://windlass/%E0%A4%A.js',
    'app://windlass/main.exe',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
  ])('is never %s', (address) => {
    expect(served(address)).toBeUndefined();
  });
});

it('lets only https links to hosts on the list leave for the browser', () => {
  expect(allowedExternal('https://docs.aws.amazon.com/s3/')).toBe('https://docs.aws.amazon.com/s3/');
  for (const link of [
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://docs.aws.amazon.com@evil.example/',
    'https://docs.aws.amazon.com:8443/',
    'file:///bin/sh',
    'javascript:alert(1)',
    'x',
  ])
    expect(allowedExternal(link), link).toBeUndefined();
});

it('hears messages of the top frame of its own page only', () => {
  const top = { url: 'app://windlass/#/trash' };
  const heard = (senderFrame: object | null, page: object | undefined) =>
    isFromPage({ senderFrame } as never, page as never);
  expect(heard(top, { mainFrame: top })).toBe(true);
  expect(heard({ ...top }, { mainFrame: top })).toBe(false);
  expect(heard(null, { mainFrame: top })).toBe(false);
  expect(heard(top, undefined)).toBe(false);
  const foreign = { url: 'https://windlass/' };
  expect(heard(foreign, { mainFrame: foreign })).toBe(false);
});

describe('a file that leaves by a drag', () => {
  it('is a file of the folder, and nothing that a path could lead to', async () => {
    const base = await folder();
    const root = path.join(base, 'pair');
    await mkdir(path.join(root, 'sub'), { recursive: true });
    await mkdir(path.join(root, '.windlass'));
    for (const name of ['pair/sub/a.txt', 'pair/.windlass/marker', 'secret.txt'])
      await writeFile(path.join(base, name), 'x');
    await symlink(base, path.join(root, 'out'));
    await symlink(path.join(base, 'secret.txt'), path.join(root, 'link.txt'));
    expect(await locateFile(root, 'sub/a.txt')).toBe(path.join(root, 'sub/a.txt'));
    for (const name of [
      '../secret.txt',
      'sub/../../secret.txt',
      '/etc/passwd',
      'out/secret.txt',
      'link.txt',
      '.windlass/marker',
      '.Windlass/marker',
      'sub',
      'sub/',
      'missing',
      'a\0b',
    ])
      expect(await locateFile(root, name), name).toBeUndefined();
  });
});

describe('the entry that starts the app at login', () => {
  const exec = (program: string, ...args: readonly string[]) =>
    /^Exec=(.*)$/m.exec(autostartFile(program, args))?.[1];

  it('is a desktop entry that starts hidden', () => {
    expect(autostartFile('/opt/Windlass/windlass')).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(exec('/opt/Windlass/windlass')).toBe('"/opt/Windlass/windlass" "--hidden"');
    expect(exec('/usr/bin/electron', '/home/kim/a b')).toBe('"/usr/bin/electron" "/home/kim/a b" "--hidden"');
  });

  it('escapes what the specification reserves, layer by layer', () => {
    expect(exec('/a"b')).toBe('"/a\\\\"b" "--hidden"');
    expect(exec('/a$b`c')).toBe('"/a\\\\$b\\\\`c" "--hidden"');
    expect(exec('/a\\b')).toBe('"/a\\\\\\\\b" "--hidden"');
    expect(exec('/100%u')).toBe('"/100%%u" "--hidden"');
    expect(exec('/a\nHidden=true')).toBe('"/a\\nHidden=true" "--hidden"');
  });
});

describe('a remembered window', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ];
  it.each([
    [
      'stays where it was',
      { x: 2000, y: 50, width: 900, height: 700 },
      { x: 2000, y: 50, width: 900, height: 700 },
    ],
    [
      'comes back from a display that is gone',
      { x: 5000, y: 50, width: 900, height: 700 },
      { x: 1020, y: 50, width: 900, height: 700 },
    ],
    [
      'is no larger than its display',
      { x: -50, y: -50, width: 4000, height: 3000 },
      { x: 0, y: 0, width: 1920, height: 1040 },
    ],
    [
      'is no smaller than the page can be',
      { x: 10, y: 10, width: 1, height: 1 },
      { x: 10, y: 10, width: 400, height: 500 },
    ],
  ])('%s', (_name, kept, expected) => {
    expect(clampBounds(kept, screens)).toEqual(expected);
  });

  it('is forgotten where its file holds something else', async () => {
    const file = path.join(await folder(), 'deep/window.json');
    expect(readWindowState(file)).toBeUndefined();
    const state = { bounds: { x: 1, y: 2, width: 900, height: 700 }, maximised: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    await writeFile(file, '{"bounds":{"x":"1"}}');
    expect(readWindowState(file)).toBeUndefined();
  });
});

describe('notifications', () => {
  const before = appState([{ name: 'documents' }, { name: 'photos' }]);
  it('lead to the screen of what has come, in the pair it came in', () => {
    const now = appState([{ name: 'documents' }, { name: 'photos', conflicts: 2 }]);
    expect(attentionNews(before, now, en)).toEqual({
      title: '2 conflicts wait for your choice',
      body: 'In photos',
      link: { screen: 'conflicts', pair: now.pairs[1]?.id },
    });
  });

  it('are one for everything that came together', () => {
    const now = appState([{ held: 300, blocked: 1, failed: 2 }, { conflicts: 1 }]);
    expect(attentionNews(before, now, en)).toEqual({
      title: 'Windlass needs your attention',
      body: '300 deletions are held until you answer\n1 conflict waits for your choice\n3 files are not in step',
      link: { screen: 'home' },
    });
  });

  it('tell of files that failed, as the first screen does, and of no network to nobody', () => {
    const network = { code: 'network', title: '', message: '', remedy: '' } as const;
    const now = appState([{ name: 'documents', failed: 2 }, { halted: network }]);
    expect(attentionNews(before, now, en)).toEqual({
      title: '2 files are not in step',
      body: 'In documents',
      link: { screen: 'problems', pair: now.pairs[0]?.id },
    });
    expect(attentionNews(before, appState([{}, { halted: network }]), en)).toBeUndefined();
  });

  it('tell of a folder that was replaced as one thing, not as a deletion too', () => {
    const replaced = { code: 'root-replaced', title: '', message: '', remedy: '' } as const;
    expect(attentionNews(before, appState([{ halted: replaced, held: 1 }, {}]), en)).toMatchObject({
      title: '1 folder has stopped syncing',
    });
  });

  it('tell nothing twice, and nothing that was settled', () => {
    const now = appState([{ conflicts: 2 }, {}]);
    expect(attentionNews(now, now, en)).toBeUndefined();
    expect(attentionNews(now, appState([{ conflicts: 1 }, {}]), en)).toBeUndefined();
  });
});

it('follows the engine by its events', () => {
  const state = appState([{}, {}]);
  const [first] = state.pairs;
  const changed = pairState({ ...first, conflicts: 3 });
  expect(applyLive(undefined, { type: 'pair', seq: 1, pair: changed })).toBeUndefined();
  expect(applyLive(state, { type: 'pair', seq: 1, pair: changed })?.pairs[0]?.conflicts).toBe(3);
  expect(applyLive(state, { type: 'pair-removed', seq: 1, id: changed.id })?.pairs).toHaveLength(1);
  const added = pairState({ id: crypto.randomUUID() });
  expect(applyLive(state, { type: 'pair', seq: 1, pair: added })?.pairs).toHaveLength(3);
});

it('counts crashes in a row, until it ran well for a minute', () => {
  let now = 1_000_000;
  const crashes = new Crashes(() => now);
  const crashAfter = (ms: number): number => {
    crashes.started();
    now += ms;
    return crashes.ended();
  };
  expect([5, 5, 5].map(crashAfter)).toEqual([1_000, 2_000, 4_000]);
  expect([60_000, 5].map(crashAfter)).toEqual([1_000, 2_000]);
});

it('waits longer after every crash in a row, a minute at most', () => {
  expect([1, 2, 3, 6, 7, 100].map(restartDelayMs)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
});

it('updates itself only where the new version can be checked and nobody else installs it', () => {
  const linux = { packaged: true, platform: 'linux', appImage: '/a.AppImage', signed: false } as const;
  expect(updatesAllowed(linux)).toBe(true);
  expect(updatesAllowed({ ...linux, appImage: undefined })).toBe(false);
  expect(updatesAllowed({ ...linux, packaged: false })).toBe(false);
  for (const platform of ['darwin', 'win32'] as const) {
    expect(updatesAllowed({ ...linux, platform })).toBe(false);
    expect(updatesAllowed({ ...linux, platform, signed: true })).toBe(true);
  }
});

it('speaks the language that is set, or the system’s, or English', () => {
  const open = (language: 'system' | 'en' | 'de', locale: string) => textsFor(language, locale).tray.open;
  expect(open('de', 'en-GB')).toBe('Windlass öffnen');
  expect(open('system', 'de-AT')).toBe('Windlass öffnen');
  expect(open('system', 'fr')).toBe('Open Windlass');
  expect(open('en', 'de')).toBe('Open Windlass');
});

describe("the application's menu", () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'says everything in the language of the app on %s',
    (platform) => {
      const labels = (texts: typeof en) =>
        appMenu(platform, texts, { open: () => undefined, go: () => undefined }).flatMap(({ submenu }) =>
          Array.isArray(submenu)
            ? submenu.flatMap(({ type, label }) => (type === 'separator' ? [] : [label]))
            : [],
        );
      const german = labels(de);
      expect(german.length).toBeGreaterThan(15);
      expect(german).not.toContain(undefined);
      expect(labels(en).filter((label) => german.includes(label))).toEqual([]);
    },
  );

  it.each([
    ['linux', 'Alt+Left'],
    ['win32', 'Alt+Left'],
    ['darwin', 'Cmd+['],
  ] as const)('goes back on %s by %s, as a browser does', (platform, key) => {
    const went: string[] = [];
    const items = appMenu(platform, en, { open: () => undefined, go: (where) => went.push(where) }).flatMap(
      ({ submenu }) => (Array.isArray(submenu) ? submenu : []),
    );
    const back = items.find(({ accelerator }) => accelerator === key);
    expect(back?.label).toBe('Back');
    (back?.click as (() => void) | undefined)?.();
    expect(went).toEqual(['back']);
  });
});
