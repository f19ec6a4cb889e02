import type { MenuRole } from '../menu.ts';
import type { TrayState } from '../tray/tray-state.ts';

/** Every text of the tray, the menu and the notifications, in one language. */
export interface Texts {
  readonly states: Readonly<Record<TrayState, string>>;
  readonly tray: {
    readonly open: string;
    readonly syncNow: string;
    readonly pause: string;
    readonly pauseHour: string;
    readonly pauseTomorrow: string;
    readonly pauseOpen: string;
    readonly resume: string;
    readonly update: (version: string) => string;
    readonly quit: string;
  };
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
    readonly help: string;
    readonly addPair: string;
    readonly trash: string;
    readonly settings: string;
    readonly back: string;
    readonly forward: string;
    readonly about: string;
  };
  /** What Electron would name in English only. */
  readonly roles: Readonly<Record<MenuRole, string>>;
  readonly news: {
    readonly conflicts: (count: number) => string;
    readonly held: (count: number) => string;
    readonly problems: (count: number) => string;
    readonly halted: (count: number) => string;
    readonly several: string;
    readonly inStep: string;
    readonly inPair: (name: string) => string;
  };
  /** The system's dialogue for a folder. */
  readonly pickFolder: string;
}
