import { Menu, Tray } from 'electron';
import type { Texts } from '../texts/catalogue.ts';
import { trayIcon } from './tray-icon.ts';
import { trayMenu, type TrayActions, type TrayView } from './tray-menu.ts';

/** The icon in the system's bar, which says how things are by its shape, and its menu. */
export class AppTray {
  private readonly assets: string;
  private readonly actions: TrayActions;
  private readonly tray: Tray;
  private drawn: string;
  /** Every text of the menu, and what of it can be clicked: what the entries do is always the same. */
  private listed = '';

  constructor(assets: string, actions: TrayActions) {
    this.assets = assets;
    this.actions = actions;
    this.drawn = trayIcon(assets, 'offline', process.platform);
    this.tray = new Tray(this.drawn);
    this.tray.on('click', () => actions.open());
  }

  show(view: TrayView, texts: Texts): void {
    const icon = trayIcon(this.assets, view.tray, process.platform);
    if (icon !== this.drawn) this.tray.setImage(icon);
    this.drawn = icon;
    const entries = trayMenu(view, texts, this.actions, Date.now);
    const listed = JSON.stringify(entries);
    // A sync tells four times a second how far it is; a menu that is set anew while it is open closes or loses its place.
    if (listed === this.listed) return;
    this.listed = listed;
    this.tray.setToolTip(`Windlass: ${texts.states[view.tray]}`);
    this.tray.setContextMenu(Menu.buildFromTemplate(entries));
  }
}
