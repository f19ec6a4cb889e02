import type { SyncErrorCode } from '../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../shared/error-text.ts';

const RETRIES = 'Nichts zu tun: Windlass versucht es von selbst wieder.';
const LOOKS_AGAIN = 'Nichts zu tun: Windlass sieht noch einmal nach und entscheidet neu.';
const OTHER_FOLDER = 'Wählen Sie einen anderen Ordner, oder entfernen Sie zuerst den anderen aus Windlass.';
const KEYS_ANEW =
  'Geht das nicht, legen Sie die Datei secrets.json aus dem Konfigurationsordner von Windlass beiseite, entfernen Sie den Ordner aus Windlass und fügen Sie ihn mit den Schlüsseln neu hinzu. Ihre Dateien betrifft das nicht.';

/**
 * Failures by their code; English comes from the engine. `{{bucket}}`, `{{file}}`, `{{pair}}` and `{{action}}` stand for what is concerned,
 * `{{message}}` for the engine's own words where only they say it.
 */
export const errors: Readonly<Record<SyncErrorCode, ShownError>> = {
  'credentials-missing': {
    title: 'Keine Schlüssel gefunden',
    message: 'Wo das Konto seine Schlüssel für den Bucket {{bucket}} haben soll, sind keine.',
    remedy: 'Hinterlegen Sie die Schlüssel in den Einstellungen neu, oder nennen Sie ein AWS-Profil.',
  },
  'credentials-invalid': {
    title: 'Schlüssel abgelehnt',
    message: 'Der Server kennt den Zugriffsschlüssel nicht, oder der geheime Schlüssel gehört nicht dazu.',
    remedy:
      'Prüfen Sie beide Schlüssel auf fehlende oder überzählige Zeichen, und ob sie zu diesem Endpunkt gehören. Hinterlegen Sie sie dann neu.',
  },
  'credentials-expired': {
    title: 'Anmeldung abgelaufen',
    message: 'Das Sitzungstoken für den Bucket {{bucket}} ist nicht mehr gültig.',
    remedy: 'Melden Sie sich neu an (bei AWS: `aws sso login` oder neue befristete Schlüssel).',
  },
  'access-denied': {
    title: 'Nicht erlaubt',
    message: 'Die Schlüssel stimmen, aber ihnen fehlt für den Bucket {{bucket}} die Berechtigung {{action}}.',
    remedy:
      'Bitten Sie die zuständige Person, die Berechtigung {{action}} für den Bucket {{bucket}} zu erteilen.',
  },
  'clock-skew': {
    title: 'Die Uhr dieses Computers geht falsch',
    message: 'Die Uhr weicht zu stark von der des Servers ab, als dass er Signaturen anerkennt.',
    remedy: 'Stellen Sie Datum und Uhrzeit richtig (oder automatisch), und versuchen Sie es noch einmal.',
  },
  'bucket-missing': {
    title: 'Bucket nicht gefunden',
    message: 'An diesem Endpunkt gibt es den Bucket {{bucket}} nicht.',
    remedy:
      'Prüfen Sie Namen, Endpunkt und Region. Wurde er mit Absicht gelöscht, entfernen Sie den Ordner aus Windlass.',
  },
  'bucket-wrong': {
    title: 'Dieser Bucket gehört zu einem anderen Ordner',
    message: 'Im Bucket {{bucket}} liegt die Kennung eines anderen Ordners. Es wurde nichts geändert.',
    remedy:
      'Prüfen Sie Bucket und Präfix; geben Sie jedem Ordner einen eigenen Bucket oder ein eigenes Präfix.',
  },
  'bucket-emptied': {
    title: 'Der Bucket wurde geleert',
    message:
      'Im Bucket {{bucket}} lagen beim letzten Abgleich Dateien, jetzt keine mehr. Auf diesem Computer wurde keine Datei angerührt.',
    remedy: 'Sagen Sie unter „Zurückgehaltene Löschungen“, ob das beabsichtigt war.',
  },
  'lifecycle-unsupported': {
    title: 'Der Anbieter kennt keine Aufbewahrungsfristen',
    message:
      'Für den Bucket {{bucket}} gibt es keine Lebenszyklusregeln; alte Einträge im Papierkorb verfallen nicht von selbst.',
    remedy: 'Leeren Sie den Papierkorb von Zeit zu Zeit.',
  },
  'object-missing': {
    title: 'Objekt nicht gefunden',
    message: 'Die Datei {{file}} ist nicht mehr im Bucket {{bucket}}.',
    remedy: LOOKS_AGAIN,
  },
  'precondition-failed': {
    title: 'Inzwischen im Bucket geändert',
    message:
      'Jemand hat die Datei {{file}} im Bucket {{bucket}} geändert, während Windlass daran war. Es wurde nichts überschrieben.',
    remedy: LOOKS_AGAIN,
  },
  'key-too-long': {
    title: 'Name zu lang für den Bucket',
    message:
      'Der Pfad der Datei {{file}} überschreitet mit dem Präfix die 1.024 Byte, die der Name eines Objekts haben darf.',
    remedy: 'Kürzen Sie den Namen der Datei oder den eines Ordners darüber.',
  },
  network: {
    title: 'Keine Verbindung',
    message: 'Der Server des Buckets {{bucket}} war nicht zu erreichen, oder die Verbindung brach ab.',
    remedy: 'Prüfen Sie das Netz und den Endpunkt. Windlass versucht es von selbst wieder.',
  },
  timeout: {
    title: 'Keine rechtzeitige Antwort',
    message: 'Der Server des Buckets {{bucket}} brauchte zu lange für eine Antwort.',
    remedy: RETRIES,
  },
  throttled: {
    title: 'Der Server bittet um Geduld',
    message:
      'Der Server des Buckets {{bucket}} ist ausgelastet und bat, langsamer zu machen. Windlass richtet sich danach.',
    remedy: RETRIES,
  },
  'server-error': {
    title: 'Fehler beim Server',
    message: 'Der Server des Buckets {{bucket}} hatte selbst einen Fehler.',
    remedy: `${RETRIES} Hält es an, sagen Sie es dem Anbieter.`,
  },
  unsupported: {
    title: 'Bei diesem Anbieter nicht möglich',
    message: 'Der Anbieter des Buckets {{bucket}} bietet nicht, was gebraucht wurde.',
    remedy: 'Die Prüfung des Ordners zeigt, was er bietet.',
  },
  'content-mismatch': {
    title: 'Unterwegs beschädigt',
    message:
      'Was von der Datei {{file}} ankam, ist nicht, was abgeschickt wurde. Es wurde verworfen und nichts dadurch ersetzt.',
    remedy: RETRIES,
  },
  'listing-incomplete': {
    title: 'Die Auflistung brach ab',
    message:
      'Der Inhalt des Buckets {{bucket}} ließ sich nicht bis zum Ende auflisten. Daraus wurde nichts geschlossen.',
    remedy: RETRIES,
  },
  'upload-missing': {
    title: 'Der unfertige Upload ist fort',
    message: 'Der Server hat den unfertigen Upload der Datei {{file}} verworfen. Er beginnt von vorn.',
    remedy: LOOKS_AGAIN,
  },
  'bad-request': {
    title: 'Der Server lehnt die Anfrage ab',
    message: 'Der Server des Buckets {{bucket}} nimmt die Anfrage nicht an.',
    remedy: 'Prüfen Sie Endpunkt und Region. Die Prüfung des Ordners zeigt, was geht.',
  },
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
};
