import type { MenuItemConstructorOptions } from 'electron';
import type { DeepLink } from '../sync-engine/contract/desktop-messages.ts';
import type { Texts } from './texts/catalogue.ts';

export interface MenuActions {
  readonly open: (link: DeepLink) => void;
}

/** The application's menu, as each platform has it: macOS with the app's own first, elsewhere its entries under File and Help. */
export function appMenu(
  platform: NodeJS.Platform,
  { menu }: Texts,
  act: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => act.open({ screen: 'settings' }),
  };
  const about: MenuItemConstructorOptions = { role: 'about', label: menu.about };
  const app: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [app] : []),
    {
      label: menu.file,
      submenu: [
        { label: menu.addPair, accelerator: 'CmdOrCtrl+N', click: () => act.open({ screen: 'setup' }) },
        { label: menu.trash, click: () => act.open({ screen: 'trash' }) },
        ...(mac ? [] : [{ type: 'separator' as const }, settings]),
        { type: 'separator' },
        { role: 'close' },
        ...(mac ? [] : [{ role: 'quit' as const }]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu', label: menu.window },
    ...(mac ? [] : [{ label: menu.help, submenu: [about] }]),
  ];
}
