import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const common: Texts<typeof en.common> = {
  appName: 'Windlass',
  nav: {
    label: 'Bereiche',
    home: 'Übersicht',
    trash: 'Papierkorb',
    activity: 'Verlauf',
    files: 'Ordnerauswahl',
    ignore: 'Ignorierregeln',
    settings: 'Einstellungen',
    skip: 'Zum Inhalt springen',
    open: 'Menü öffnen',
    close: 'Menü schließen',
  },
  connecting: 'Die Engine wird erreicht …',
  disconnected: 'Die Engine antwortet nicht. Neuer Versuch …',
  shutOutTitle: 'Diese Seite braucht ihren Link',
  shutOut:
    'Windlass kennt diese Seite nicht: Es wurde neu gestartet, oder das ist nicht der ganze Link. Öffnen Sie den zuletzt ausgegebenen Link; diese Seite kann geschlossen werden.',
  action: {
    browse: 'Durchsuchen …',
    cancel: 'Abbrechen',
    close: 'Schließen',
    back: 'Zurück',
    next: 'Weiter',
    retry: 'Noch einmal',
    save: 'Speichern',
    copy: 'Kopieren',
    copied: 'Kopiert',
    delete: 'Löschen',
    more: 'Mehr',
    add: 'Ordner hinzufügen',
    reveal: 'Im Ordner zeigen',
  },
  pair: 'Ordner',
  choosePair: 'Welcher Ordner',
  loading: 'Wird geladen …',
  waiting: 'Wartet auf Windlass …',
  justNow: 'gerade eben',
  remedy: 'Was zu tun ist',
  unexpected: {
    title: 'Etwas ging schief',
    message: 'Die Engine meldet einen Fehler, den sie nicht kennt. Mehr steht im Protokoll.',
    remedy:
      'Versuchen Sie es noch einmal. Geschieht es wieder, sichern Sie in den Einstellungen ein Diagnosepaket und melden Sie es uns.',
  },
  cutOff: {
    title: 'Windlass antwortet nicht mehr',
    message:
      'Die Verbindung brach ab, bevor eine Antwort kam. Ob geschehen ist, was verlangt war, ist ungewiss.',
    remedy: 'Starten Sie Windlass neu, falls es beendet ist; sehen Sie dann hier wieder nach.',
  },
  files_one: '{{count, number}} Datei',
  files_other: '{{count, number}} Dateien',
  noPairs: { title: 'Noch wird kein Ordner abgeglichen' },
};
