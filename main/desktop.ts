import path from 'node:path';
import { app, Menu, nativeTheme, session, shell } from 'electron';
import type { AppState, Host } from '../sync-engine/contract/api/index.ts';
import { assertNever } from '../sync-engine/index.ts';
import type { EngineNote } from '../sync-engine/contract/desktop-messages.ts';
import { EngineProcess } from './engine/engine-process.ts';
import type { HostAsk } from './engine/messages.ts';
import type { LinkInbox } from './link-inbox.ts';
import { viewEngine, type EngineView } from './live/engine-client.ts';
import { openDesktopLog } from './log.ts';
import { runKeychain } from './keychain/run-keychain.ts';
import { HIDDEN } from './login/autostart-file.ts';
import { setLoginItem } from './login/login-item.ts';
import { appMenu } from './menu.ts';
import { Notifier } from './notify/notifier.ts';
import { answerPage } from './page-messages.ts';
import { PLACES } from './places.ts';
import { quitSafely } from './quit.ts';
import { denyNetwork, lockSession } from './security/lock-down.ts';
import { servePage } from './security/page-protocol.ts';
import { quitWithSession } from './session-end.ts';
import { textsFor } from './texts/texts.ts';
import { AppTray } from './tray/app-tray.ts';
import { trayState } from './tray/tray-state.ts';
import { mayUpdate } from './update/may-update.ts';
import { Updater } from './update/updater.ts';
import { MainWindow } from './window/main-window.ts';

/** The engine has this long to put down what it does (milliseconds): longer than the longest request it waits for. */
const STOP_LIMIT_MS = 15_000;

/** Everything once Electron is ready: the engine's process, the window, the tray, the menus, and the end of it all. */
export function runDesktop(inbox: LinkInbox): MainWindow {
  const log = openDesktopLog(path.join(app.getPath('userData'), 'app.log'));
  let state: AppState | undefined;
  let view: EngineView | undefined;
  let update: string | undefined;
  const texts = () => textsFor(state?.settings.language ?? 'system', app.getLocale());

  lockSession(session.defaultSession);
  denyNetwork(session.defaultSession);
  servePage(session.defaultSession, PLACES.page);

  const window = new MainWindow({
    preload: PLACES.preload,
    stateFile: path.join(app.getPath('userData'), 'window.json'),
    devTools: !app.isPackaged,
  });
  const notifier = new Notifier({ open: (link) => window.open(link), texts });
  const updater = new Updater({
    log,
    platform: process.platform,
    onReady(version) {
      update = version;
      show();
    },
    // The engine is closed by then: an app that stayed would sync nothing.
    onInstallFailed: () => app.quit(),
  });

  const onState = (next: AppState): void => {
    const first = state === undefined;
    state = next;
    if (nativeTheme.themeSource !== next.settings.theme) nativeTheme.themeSource = next.settings.theme;
    notifier.see(next);
    show();
    // An AppImage may have been moved since: what starts at login is what runs now.
    if (first && app.isPackaged && next.settings.startAtLogin) void setLoginItem(true).catch(() => undefined);
  };
  const onNote = (note: EngineNote): void => {
    if (note.state === 'running')
      view = viewEngine((port) => engine.connect(port), {
        onState,
        onActivity: (rows) => notifier.hear(rows),
      });
    if (note.state === 'restarting') view = undefined;
    window.tellEngine(note);
    show();
  };
  const engine = new EngineProcess({
    entry: PLACES.engine,
    host: hostOf(process.platform),
    log,
    answer: answerEngine,
    onNote,
  });

  const everyPair = (): string[] => state?.pairs.map(({ id }) => id) ?? [];
  const told = (work: Promise<unknown> | undefined): void =>
    void work?.catch((caught: unknown) => log.warn('the engine refused', { why: String(caught) }));
  const tray = new AppTray(PLACES.assets, {
    open: () => window.show(),
    syncNow: () => everyPair().forEach((pair) => told(view?.client.pairs.syncNow({ pair }))),
    pause: (untilMs) =>
      told(view?.client.pairs.pause({ pairs: everyPair(), ...(untilMs === undefined ? {} : { untilMs }) })),
    resume: () => told(view?.client.pairs.resume({ pairs: everyPair() })),
    update() {
      restart = true;
      app.quit();
    },
    quit: () => app.quit(),
  });
  let language = '';
  function show(): void {
    const words = texts();
    tray.show({ tray: trayState(engine.note, state), state, update }, words);
    if (language === words.tray.open) return;
    language = words.tray.open;
    const actions = { open: window.open.bind(window), go: window.go.bind(window) };
    Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform, words, actions)));
  }

  answerPage({
    engine,
    page: () => window.contents,
    onListening: (note) => window.pageListens(note),
    dragIcon: path.join(PLACES.assets, 'drag.png'),
    pickFolderTitle: () => texts().pickFolder,
  });
  let closed = false;
  let restart = false;
  let sessionEnds = false;
  quitSafely(
    async () => {
      updater.end();
      notifier.end();
      view?.close();
      closed = (await engine.stop(STOP_LIMIT_MS)) === 'closed';
      window.letGo();
    },
    // Only what was put down whole is replaced, and not while the system goes down; else the update waits for the next quit.
    () => closed && !sessionEnds && updater.install(restart),
  );
  quitWithSession(() => {
    sessionEnds = true;
    app.quit();
  });
  app.on('activate', () => window.show());

  engine.start();
  if (mayUpdate()) void updater.start();
  const linked = inbox.openWith((link) => window.open(link));
  if (!linked && startedHidden()) window.prepare();
  else if (!linked) window.show();
  return window;
}

/** What only Electron can do for the engine. The engine has checked the paths: they are files of its pairs. */
async function answerEngine(ask: HostAsk): Promise<string | undefined> {
  switch (ask.kind) {
    case 'reveal':
      shell.showItemInFolder(ask.file);
      return undefined;
    case 'trash':
      await shell.trashItem(path.normalize(ask.file));
      return undefined;
    case 'login-item':
      await setLoginItem(ask.on);
      return undefined;
    case 'keychain':
      return await runKeychain(PLACES.keychain, ask.request, ask.timeoutMs);
    default:
      return assertNever(ask);
  }
}

function hostOf(platform: NodeJS.Platform): Host {
  const known = { darwin: 'macos', win32: 'windows' } as const;
  return {
    kind: 'desktop',
    platform: platform === 'darwin' || platform === 'win32' ? known[platform] : 'linux',
    version: app.getVersion(),
    fileManager: true,
    loginItem: true,
    systemTrash: true,
  };
}

function startedHidden(): boolean {
  return (
    process.argv.includes(HIDDEN) ||
    (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  );
}
