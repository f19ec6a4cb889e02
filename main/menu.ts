import type { MenuItemConstructorOptions } from 'electron';
import type { DeepLink } from '../sync-engine/contract/desktop-messages.ts';
import type { Texts } from './texts/catalogue.ts';

export interface MenuActions {
  readonly open: (link: DeepLink) => void;
  /** Among the screens that were shown, and the steps of set-up, as a browser does. */
  readonly go: (where: 'back' | 'forward') => void;
}

/** Entries whose work is Electron's or the system's. */
export type MenuRole =
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front';

const LINE: MenuItemConstructorOptions = { type: 'separator' };

/** The application's menu, as each platform has it: macOS with the app's own first, elsewhere its entries under File and Help. */
export function appMenu(
  platform: NodeJS.Platform,
  { menu, roles }: Texts,
  act: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const does = (role: MenuRole): MenuItemConstructorOptions => ({ role, label: roles[role] });
  const settings: MenuItemConstructorOptions = {
    label: menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => act.open({ screen: 'settings' }),
  };
  // What browsers take for it on each platform; a window has no key for it by itself.
  const keys = mac ? { back: 'Cmd+[', forward: 'Cmd+]' } : { back: 'Alt+Left', forward: 'Alt+Right' };
  const goes = (where: 'back' | 'forward'): MenuItemConstructorOptions => ({
    label: menu[where],
    accelerator: keys[where],
    click: () => act.go(where),
  });
  const about: MenuItemConstructorOptions = { role: 'about', label: menu.about };
  const app: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      LINE,
      settings,
      LINE,
      does('services'),
      LINE,
      does('hide'),
      does('hideOthers'),
      does('unhide'),
      LINE,
      does('quit'),
    ],
  };
  return [
    ...(mac ? [app] : []),
    {
      label: menu.file,
      submenu: [
        { label: menu.addPair, accelerator: 'CmdOrCtrl+N', click: () => act.open({ screen: 'setup' }) },
        { label: menu.trash, click: () => act.open({ screen: 'trash' }) },
        ...(mac ? [] : [LINE, settings]),
        LINE,
        does('close'),
        ...(mac ? [] : [does('quit')]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        does('undo'),
        does('redo'),
        LINE,
        does('cut'),
        does('copy'),
        does('paste'),
        does('selectAll'),
      ],
    },
    {
      label: menu.view,
      submenu: [
        goes('back'),
        goes('forward'),
        LINE,
        does('resetZoom'),
        does('zoomIn'),
        does('zoomOut'),
        LINE,
        does('togglefullscreen'),
      ],
    },
    {
      role: 'windowMenu',
      label: menu.window,
      submenu: [does('minimize'), ...(mac ? [does('zoom'), LINE, does('front')] : [does('close')])],
    },
    ...(mac ? [] : [{ label: menu.help, submenu: [about] }]),
  ];
}
