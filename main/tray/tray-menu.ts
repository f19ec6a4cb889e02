import type { MenuItemConstructorOptions } from 'electron';
import type { AppState } from '../../sync-engine/contract/api/index.ts';
import { tomorrowMs } from '../../sync-engine/contract/tomorrow.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { TrayState } from './tray-state.ts';

/** What the entries of the tray's menu do. */
export interface TrayActions {
  readonly open: () => void;
  readonly syncNow: () => void;
  /** Until an instant (milliseconds since the epoch), or until resumed. */
  readonly pause: (untilMs?: number) => void;
  readonly resume: () => void;
  readonly update: () => void;
  readonly quit: () => void;
}

export interface TrayView {
  readonly tray: TrayState;
  readonly state: AppState | undefined;
  /** The version that a restart would bring. */
  readonly update: string | undefined;
}

const HOUR_MS = 60 * 60 * 1000;

export function trayMenu(
  { tray, state, update }: TrayView,
  texts: Texts,
  act: TrayActions,
  now: () => number,
): MenuItemConstructorOptions[] {
  const pairs = state?.pairs ?? [];
  const paused = pairs.some(({ activity }) => activity === 'paused');
  const running = pairs.some(({ activity }) => activity !== 'paused');
  return [
    { label: texts.states[tray], enabled: false },
    { type: 'separator' },
    { label: texts.tray.open, click: () => act.open() },
    { label: texts.tray.syncNow, enabled: running, click: () => act.syncNow() },
    {
      label: texts.tray.pause,
      enabled: running,
      submenu: [
        { label: texts.tray.pauseHour, click: () => act.pause(now() + HOUR_MS) },
        { label: texts.tray.pauseTomorrow, click: () => act.pause(tomorrowMs(now())) },
        { label: texts.tray.pauseOpen, click: () => act.pause() },
      ],
    },
    { label: texts.tray.resume, enabled: paused, click: () => act.resume() },
    { type: 'separator' },
    ...(update === undefined ? [] : [{ label: texts.tray.update(update), click: () => act.update() }]),
    { label: texts.tray.quit, click: () => act.quit() },
  ];
}
