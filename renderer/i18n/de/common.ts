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
  details: 'Einzelheiten',
  remedyAt: {
    signIn: {
      keys: 'Prüfen Sie beide Schlüssel auf fehlende oder überzählige Zeichen, und ob sie zu diesem Speicher gehören. Berichtigen Sie sie oben, und melden Sie sich noch einmal an.',
      missing:
        'Geben Sie oben die Schlüssel ein, oder nennen Sie ein anderes Profil. Melden Sie sich dann noch einmal an.',
      expired:
        'Erneuern Sie die Schlüssel, und geben Sie die neuen oben ein (bei einem AWS-Profil: `aws sso login`). Melden Sie sich dann noch einmal an.',
      unreachable:
        'Prüfen Sie oben die Adresse, und prüfen Sie das Netz. Melden Sie sich dann noch einmal an.',
      busy: 'Warten Sie einen Augenblick, und melden Sie sich dann noch einmal an.',
      refused: 'Prüfen Sie oben Adresse und Region, und melden Sie sich dann noch einmal an.',
    },
    replaceKeys: {
      keys: 'Prüfen Sie beide Schlüssel auf fehlende oder überzählige Zeichen, und ob sie zu diesem Speicher gehören. Berichtigen Sie sie oben, und versuchen Sie es noch einmal.',
      missing: 'Geben Sie oben die Schlüssel ein, und versuchen Sie es noch einmal.',
      expired:
        'Machen Sie neue befristete Schlüssel, geben Sie sie oben ein, und versuchen Sie es noch einmal.',
      unreachable:
        'Prüfen Sie das Netz, und versuchen Sie es dann noch einmal. Bis dahin bleiben die alten Schlüssel.',
      busy: 'Warten Sie einen Augenblick, und versuchen Sie es dann noch einmal. Bis dahin bleiben die alten Schlüssel.',
      refused:
        'Prüfen Sie, ob die Schlüssel zu diesem Speicher gehören, und versuchen Sie es dann noch einmal. Bis dahin bleiben die alten.',
    },
    wizard: {
      keys: 'Gehen Sie zurück zu den Schlüsseln, berichtigen Sie sie, und melden Sie sich noch einmal an.',
      missing: 'Gehen Sie zurück zu den Schlüsseln, und melden Sie sich noch einmal an.',
      expired: 'Gehen Sie zurück zu den Schlüsseln, und melden Sie sich mit neuen noch einmal an.',
      unreachable: 'Prüfen Sie das Netz, und versuchen Sie es dann noch einmal.',
      busy: 'Warten Sie einen Augenblick, und versuchen Sie es dann noch einmal.',
      refused: 'Gehen Sie zurück zu den Schlüsseln, und prüfen Sie Adresse und Region.',
    },
  },
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
  backHome: 'Zurück zur Übersicht',
  ratePerSecond: 'MB/s',
  content: {
    cannotShow: 'Der Inhalt dieser Datei lässt sich hier nicht zeigen.',
    broken: 'Dieses Bild ist beschädigt oder von einer Art, die sich nicht zeigen lässt.',
    pixels: '{{width}} × {{height}} Pixel',
    cut: 'Gezeigt wird nur der Anfang: die ersten 256 KiB.',
  },
  files_one: '{{count, number}} Datei',
  files_other: '{{count, number}} Dateien',
  noPairs: { title: 'Noch wird kein Ordner abgeglichen' },
};
