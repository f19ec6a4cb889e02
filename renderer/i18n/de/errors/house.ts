import type { SyncErrorCode } from '../../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../../shared/error-text.ts';

const KEYS_ANEW =
  'Geht das nicht, legen Sie die Datei secrets.json aus dem Konfigurationsordner von Windlass beiseite, entfernen Sie den Ordner aus Windlass und fügen Sie ihn mit den Schlüsseln neu hinzu. Ihre Dateien betrifft das nicht.';

/** Windlass itself. */
export const HOUSE_ERRORS = {
  'index-corrupt': {
    title: 'Das Verzeichnis ist beschädigt',
    message: 'Was Windlass sich zu diesem Ordner gemerkt hat, ist unlesbar. Ihre Dateien betrifft das nicht.',
    remedy:
      'Starten Sie Windlass neu: Das Verzeichnis wird beiseitegelegt und durch Vergleich beider Seiten neu angelegt. Gelöscht wird nichts.',
  },
  'index-locked': {
    title: 'Windlass läuft für diesen Ordner schon',
    message: 'Nur ein Windlass zur Zeit darf einen Ordner abgleichen.',
    remedy: 'Warten Sie, bis das andere fertig ist, oder beenden Sie es.',
  },
  'index-io': {
    title: 'Das Verzeichnis ist nicht zu benutzen',
    message: 'Was Windlass sich zu diesem Ordner merkt, ließ sich nicht lesen oder schreiben.',
    remedy:
      'Prüfen Sie, ob auf dem Laufwerk Platz ist und ob Windlass in seinen eigenen Ordner schreiben darf. Kam das Verzeichnis von einem neueren Windlass, installieren Sie dieses.',
  },
  'config-invalid': {
    title: 'Die Einstellungen enthalten Fehler',
    message: '{{message}}',
    remedy: 'Berichtigen Sie die genannten Angaben. Abgeglichen wurde nichts.',
  },
  'secret-store-unavailable': {
    title: 'Der Schlüsselbund ist nicht zu benutzen',
    message: 'Die Schlüssel liegen in einem Schlüsselbund, der nicht antwortet.',
    remedy: 'Entsperren Sie den Schlüsselbund.',
  },
  'passphrase-missing': {
    title: 'Die Passphrase fehlt',
    message: 'Die Schlüssel liegen in einer verschlüsselten Datei, und niemand hat die Passphrase angegeben.',
    remedy: 'Geben Sie die Passphrase ein.',
  },
  'passphrase-wrong': {
    title: 'Die Passphrase ist falsch',
    message: 'Die verschlüsselte Datei mit den Schlüsseln lässt sich mit dieser Passphrase nicht öffnen.',
    remedy: `Versuchen Sie es noch einmal mit der richtigen. ${KEYS_ANEW}`,
  },
  'secret-file-damaged': {
    title: 'Die Datei mit den Schlüsseln ist beschädigt',
    message: 'Die verschlüsselte Datei mit den Schlüsseln ist unlesbar. Sie wurde gelassen, wie sie ist.',
    remedy: `Holen Sie sie aus einer Sicherung zurück. ${KEYS_ANEW}`,
  },
  'pair-unknown': {
    title: 'Diesen Ordner gibt es nicht',
    message: 'Windlass gleicht diesen Ordner nicht (mehr) ab.',
    remedy: 'Die Übersicht zeigt alle Ordner dieses Geräts.',
  },
  'held-changed': {
    title: 'Das Zurückgehaltene hat sich geändert',
    message:
      'Seit Sie nachgesehen haben, sind Löschungen dazugekommen oder weggefallen. Beantwortet wurde keine.',
    remedy: 'Sehen Sie die Liste noch einmal durch, und antworten Sie dann.',
  },
  'restore-running': {
    title: 'Es wird schon wiederhergestellt',
    message:
      'Dateien dieses Ordners werden gerade wiederhergestellt. Es läuft nur eine Wiederherstellung zur Zeit.',
    remedy: 'Warten Sie, bis sie zu Ende ist, oder halten Sie sie an.',
  },
  'restore-unagreed': {
    title: 'Dem wurde nicht zugestimmt',
    message:
      'Beim Wiederherstellen kämen mehr Dateien in den Papierkorb, als zugestimmt wurde. Es wurde nichts geändert.',
    remedy: 'Sehen Sie sich die Vorschau noch einmal an, und stimmen Sie der Zahl zu, die sie zeigt.',
  },
  'restore-changed': {
    title: 'Seit dem Wiederherstellen geändert',
    message: 'Die Datei {{file}} wurde seit dem Wiederherstellen geändert. Deshalb bleibt sie, wie sie ist.',
    remedy: 'Nichts zu tun. Was vor dem Wiederherstellen da war, liegt im Papierkorb.',
  },
  'version-gone': {
    title: 'Die Version gibt es nicht mehr',
    message: 'Die Version der Datei {{file}}, die zurückkommen sollte, liegt nicht mehr im Papierkorb.',
    remedy: 'Nichts zu tun: Die Datei bleibt, wie sie ist.',
  },
  'path-unknown': {
    title: 'Nicht gefunden',
    message: 'Unter {{file}} wurde nichts gefunden.',
    remedy: 'Prüfen Sie den Namen.',
  },
  'folder-path': {
    title: 'So kann kein Ordner heißen',
    message:
      'Der Ordner muss mit vollständigem Pfad angegeben sein, ohne „.“ und „..“ darin, und darf nicht die ganze Platte sein.',
    remedy: 'Berichtigen Sie den Pfad.',
  },
  'folder-is-file': {
    title: 'Eine Datei, kein Ordner',
    message: 'Die Datei {{file}} ist kein Ordner.',
    remedy: 'Wählen Sie einen anderen Ordner.',
  },
  'folder-of-pair': {
    title: 'Der Ordner wird abgeglichen',
    message:
      'Dieser Ordner gehört zu {{pair}}. Stellen Sie die Dateien dort wieder her, wo sie waren, oder wählen Sie einen anderen.',
    remedy: 'Wählen Sie einen anderen Ordner.',
  },
  'not-found': {
    title: 'Nicht gefunden',
    message: 'Was gesucht wurde, gibt es nicht (mehr): {{message}}',
    remedy: 'Laden Sie die Ansicht neu.',
  },
  usage: {
    title: 'Die Angaben passen nicht',
    message: '{{message}}',
    remedy: 'Berichtigen Sie die Angaben.',
  },
  aborted: {
    title: 'Angehalten',
    message: 'Die Arbeit wurde vor ihrem Ende angehalten. Was fertig war, bleibt.',
    remedy: 'Gleichen Sie noch einmal ab, dann geht es dort weiter.',
  },
  internal: {
    title: 'Ein Fehler in Windlass',
    message: 'Es geschah etwas, das nicht geschehen sollte. {{message}}',
    remedy: 'Bitte melden Sie es, mit einem Diagnosepaket aus den Einstellungen.',
  },
} satisfies Partial<Record<SyncErrorCode, ShownError>>;
