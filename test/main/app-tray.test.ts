import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { de } from '../../main/texts/de.ts';
import { en } from '../../main/texts/en.ts';
import { AppTray } from '../../main/tray/app-tray.ts';
import type { TrayView } from '../../main/tray/tray-menu.ts';
import { appState } from '../service/states.ts';
import { Tray, type Menu } from './stand-in/bar.ts';

vi.mock('electron', () => import('./stand-in/bar.ts'));

const assets = path.resolve(import.meta.dirname, '../../main/assets');
const nothing = (): void => undefined;
const actions = {
  open: nothing,
  syncNow: nothing,
  pause: nothing,
  resume: nothing,
  update: nothing,
  quit: nothing,
};

it('gets another menu only when it says something else', () => {
  const menus: (readonly (string | undefined)[])[] = [];
  vi.spyOn(Tray.prototype, 'setContextMenu').mockImplementation((menu: Menu) => {
    menus.push(menu.items.map(({ label }) => label));
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const tray = new AppTray(assets, actions);
  const view = (tray: TrayView['tray'], changes: object, update?: string): TrayView => ({
    tray,
    state: appState([changes]),
    update,
  });
  const working = (filesDone: number) =>
    view('working', {
      activity: 'working',
      progress: { filesDone, filesTotal: 9, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, steady: false },
    });

  for (const done of [1, 2, 3, 4]) tray.show(working(done), en);
  expect(menus.map(([first]) => first)).toEqual(['Syncing']);
  tray.show(view('in-step', {}), en);
  tray.show(view('paused', { activity: 'paused' }), en);
  tray.show(view('paused', { activity: 'paused' }), de);
  tray.show(view('paused', { activity: 'paused' }, '2.0.0'), de);
  tray.show(view('paused', { activity: 'paused' }, '2.0.0'), de);
  expect(menus.map(([first]) => first)).toEqual([
    'Syncing',
    en.states['in-step'],
    en.states.paused,
    'Angehalten',
    'Angehalten',
  ]);
  expect(menus.at(-1)).toContain(de.tray.update('2.0.0'));
});

it('shows what can be done again once a pause ends, under the same words', () => {
  const enabled: (boolean | undefined)[] = [];
  vi.spyOn(Tray.prototype, 'setContextMenu').mockImplementation((menu: Menu) => {
    const resume = menu.items.find(({ label }) => label === en.tray.resume) as { readonly enabled?: boolean };
    enabled.push(resume.enabled);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const tray = new AppTray(assets, actions);
  tray.show({ tray: 'in-step', state: appState([{}, { activity: 'paused' }]), update: undefined }, en);
  tray.show({ tray: 'in-step', state: appState([{}, {}]), update: undefined }, en);
  expect(enabled).toEqual([true, false]);
});
