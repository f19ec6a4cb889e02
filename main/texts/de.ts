import type { Texts } from './catalogue.ts';

const counted = (one: string, many: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('de')} ${many}`;

export const de: Texts = {
  states: {
    'in-step': 'Alles ist auf dem gleichen Stand',
    working: 'Es wird abgeglichen',
    paused: 'Angehalten',
    attention: 'Etwas braucht Ihre Aufmerksamkeit',
    offline: 'Nicht verbunden',
  },
  tray: {
    open: 'Windlass öffnen',
    syncNow: 'Jetzt abgleichen',
    pause: 'Anhalten',
    pauseHour: 'Für 1 Stunde',
    pauseTomorrow: 'Bis morgen',
    pauseOpen: 'Bis ich fortsetze',
    resume: 'Fortsetzen',
    update: (version) => `Neu starten, um auf ${version} zu aktualisieren`,
    quit: 'Windlass beenden',
  },
  menu: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    help: 'Hilfe',
    addPair: 'Ordner hinzufügen …',
    trash: 'Papierkorb',
    settings: 'Einstellungen …',
    about: 'Über Windlass',
  },
  news: {
    conflicts: counted('Konflikt wartet auf Ihre Wahl', 'Konflikte warten auf Ihre Wahl'),
    held: counted('Löschung wartet auf Ihre Antwort', 'Löschungen warten auf Ihre Antwort'),
    blocked: counted('Datei kann nicht abgeglichen werden', 'Dateien können nicht abgeglichen werden'),
    halted: counted('Ordner wird nicht mehr abgeglichen', 'Ordner werden nicht mehr abgeglichen'),
    several: 'Windlass braucht Ihre Aufmerksamkeit',
    inStep: 'Alles ist auf dem gleichen Stand',
    inPair: (name) => `In ${name}`,
  },
  pickFolder: 'Ordner zum Abgleichen wählen',
};
