import type { SyncErrorCode } from '../../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../../shared/error-text.ts';
import { RETRIES, LOOKS_AGAIN } from './remedies.ts';

const OTHER_FOLDER = 'Wählen Sie einen anderen Ordner, oder entfernen Sie zuerst den anderen aus Windlass.';

/** The folder on this computer. */
export const LOCAL_ERRORS = {
  'root-missing': {
    title: 'Der Ordner ist nicht da',
    message: 'Der Ordner ist nicht zu finden. Es wurde nirgends etwas gelöscht.',
    remedy:
      'Schließen Sie das Laufwerk an, schieben Sie den Ordner zurück, oder sagen Sie, wo er jetzt ist. Ist er für immer fort, entfernen Sie ihn aus Windlass.',
  },
  'root-replaced': {
    title: 'An seiner Stelle ist ein anderer Ordner',
    message: 'Wo der Ordner war, ist einer, den Windlass nicht kennt. Seinetwegen wird nichts gelöscht.',
    remedy:
      'Bringen Sie den richtigen Ordner (oder das Laufwerk) zurück, oder sagen Sie, dass dieser der neue ist.',
  },
  'root-foreign': {
    title: 'Das ist ein anderer Ordner',
    message:
      'Windlass erkennt seine Ordner an einer Kennung, und dieser trägt eine andere oder keine. Es wurde nichts geändert.',
    remedy: 'Wählen Sie den Ordner, der verschoben wurde. Einen anderen Ordner fügen Sie als neuen hinzu.',
  },
  'root-emptied': {
    title: 'Der Ordner wurde geleert',
    message:
      'Beim letzten Abgleich enthielt der Ordner Dateien, jetzt keine mehr. Im Bucket wurde nichts gelöscht.',
    remedy: 'Sagen Sie unter „Zurückgehaltene Löschungen“, ob das beabsichtigt war.',
  },
  'folder-relative': {
    title: 'Das ist kein vollständiger Pfad',
    message: 'Worauf sich der Pfad {{file}} bezieht, ist nicht zu erkennen.',
    remedy: 'Schreiben Sie ihn von ganz oben an, oder wählen Sie den Ordner unter „Durchsuchen“.',
  },
  'folder-disk': {
    title: 'Das ist ein ganzes Laufwerk',
    message: 'Abgeglichen wird ein Ordner, nie ein ganzes Laufwerk.',
    remedy: 'Wählen Sie einen Ordner darauf.',
  },
  'folder-taken': {
    title: 'Dieser Ordner wird schon abgeglichen',
    message: 'Der Ordner {{file}} gehört schon zu einem anderen Abgleich.',
    remedy: OTHER_FOLDER,
  },
  'folder-nested': {
    title: 'Zu nah an einem anderen Ordner',
    message: 'Dieser Ordner und der Ordner {{file}}, der schon abgeglichen wird, liegen einer im anderen.',
    remedy: OTHER_FOLDER,
  },
  'folder-own': {
    title: 'Dieser Ordner gehört Windlass selbst',
    message: 'Im Ordner {{file}} hält Windlass fest, was es für den Abgleich wissen muss.',
    remedy: OTHER_FOLDER,
  },
  'local-changed': {
    title: 'Inzwischen geändert',
    message: 'Die Datei {{file}} wurde geändert, während Windlass daran war. Es wurde nichts überschrieben.',
    remedy: LOOKS_AGAIN,
  },
  'local-writing': {
    title: 'Wird noch geschrieben',
    message: 'Ein Programm schreibt noch an der Datei {{file}}. Windlass wartet, bis es fertig ist.',
    remedy: RETRIES,
  },
  'local-missing': {
    title: 'Inzwischen fort',
    message: 'Die Datei {{file}} verschwand, während Windlass daran war.',
    remedy: LOOKS_AGAIN,
  },
  'local-denied': {
    title: 'Auf diesem Computer nicht erlaubt',
    message: 'Windlass darf die Datei {{file}} nicht lesen oder schreiben.',
    remedy: 'Ändern Sie die Rechte oder den Eigentümer, oder führen Sie Windlass unter dessen Namen aus.',
  },
  'local-busy': {
    title: 'Von einem anderen Programm belegt',
    message: 'Ein anderes Programm hält die Datei {{file}} für sich.',
    remedy: `Schließen Sie dieses Programm. ${RETRIES}`,
  },
  'local-exists': {
    title: 'Dort ist schon etwas',
    message: 'Am Platz der Datei {{file}} tauchte inzwischen etwas auf. Es wurde nicht überschrieben.',
    remedy: LOOKS_AGAIN,
  },
  'local-not-empty': {
    title: 'Der Ordner ist nicht leer',
    message: 'Im Ordner, der entfernt werden sollte, liegt wieder etwas. Deshalb bleibt er.',
    remedy: LOOKS_AGAIN,
  },
  'local-kind': {
    title: 'Etwas anderes trägt den Namen',
    message:
      'Am Platz der Datei {{file}} liegt etwas anderer Art: etwa ein Ordner statt einer Datei, oder ein Link.',
    remedy: 'Legen Sie es an einen anderen Ort oder benennen Sie es um, und versuchen Sie es noch einmal.',
  },
  'local-name': {
    title: 'Dieser Computer kann den Namen nicht speichern',
    message: 'Das Dateisystem weist den Namen der Datei {{file}} ab.',
    remedy: 'Benennen Sie die Datei auf der anderen Seite um.',
  },
  'local-io': {
    title: 'Das Laufwerk meldet einen Fehler',
    message: 'Die Datei {{file}} ließ sich nicht lesen oder schreiben.',
    remedy: 'Prüfen Sie das Laufwerk. Windlass versucht es beim nächsten Abgleich wieder.',
  },
  'disk-full': {
    title: 'Kein Platz mehr',
    message: 'Auf diesem Computer ist kein Platz für die Datei {{file}}.',
    remedy: 'Schaffen Sie Platz; dann geht es weiter. Verloren ist nichts.',
  },
  'file-too-large': {
    title: 'Datei zu groß',
    message: 'Die Datei {{file}} ist größer, als der Speicher oder das Dateisystem annimmt.',
    remedy: 'Teilen Sie die Datei, oder nehmen Sie sie in die Ignorierregeln auf.',
  },
} satisfies Partial<Record<SyncErrorCode, ShownError>>;
