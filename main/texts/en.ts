import type { Texts } from './catalogue.ts';

const counted = (one: string, many: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;

export const en: Texts = {
  states: {
    'in-step': 'Everything is in step',
    working: 'Syncing',
    paused: 'Paused',
    attention: 'Something needs your attention',
    offline: 'Not connected',
  },
  tray: {
    open: 'Open Windlass',
    syncNow: 'Sync now',
    pause: 'Pause',
    pauseHour: 'For 1 hour',
    pauseTomorrow: 'Until tomorrow',
    pauseOpen: 'Until I resume',
    resume: 'Resume',
    update: (version) => `Restart to update to ${version}`,
    quit: 'Quit Windlass',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    addPair: 'Add a folder…',
    trash: 'Trash',
    settings: 'Settings…',
    about: 'About Windlass',
  },
  news: {
    conflicts: counted('conflict waits for your choice', 'conflicts wait for your choice'),
    held: counted('deletion is held until you answer', 'deletions are held until you answer'),
    blocked: counted('file cannot be synced', 'files cannot be synced'),
    halted: counted('folder has stopped syncing', 'folders have stopped syncing'),
    several: 'Windlass needs your attention',
    inStep: 'Everything is in step',
    inPair: (name) => `In ${name}`,
  },
  pickFolder: 'Choose a folder to keep in step',
};
