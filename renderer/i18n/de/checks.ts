import type { Texts } from '../catalogue.ts';
import type { checks as english } from '../en/checks.ts';

export const checks: Texts<typeof english> = {
  name: {
    findFolder: 'Den Ordner finden',
    writeFolder: 'In den Ordner schreiben',
    folderNames: 'Namen im Ordner',
    renames: 'Umbenannte Dateien erkennen',
    room: 'Platz auf dem Datenträger',
    watches: 'Den Ordner auf Änderungen beobachten',
    signIn: 'Anmelden',
    clocks: 'Uhren vergleichen',
    listFiles: 'Den Bucket auflisten',
    listRecycle: 'Den Papierkorb-Bucket auflisten',
    put: 'Eine Datei schreiben',
    look: 'Eine Datei ansehen',
    read: 'Eine Datei lesen',
    copy: 'In den Papierkorb-Bucket kopieren',
    copyBack: 'Aus dem Papierkorb-Bucket zurückkopieren',
    createUpload: 'Eine große Übertragung beginnen',
    listParts: 'Eine große Übertragung fortsetzen',
    listUploads: 'Unfertige Übertragungen finden',
    abortUpload: 'Eine große Übertragung aufgeben',
    abortRecycle: 'Eine große Kopie in den Papierkorb-Bucket aufgeben',
    writeRecycleRules: 'Regeln des Papierkorb-Buckets setzen',
    writeRules: 'Regeln des Buckets setzen',
    versioning: 'Versionierung des Buckets',
    recycleVersioning: 'Versionierung des Papierkorb-Buckets',
    delete: 'Eine Datei löschen',
    deleteRecycle: 'Aus dem Papierkorb-Bucket löschen',
    conditions: 'Nur schreiben, wenn sich nichts geändert hat',
    retention: 'Verfall gelöschter Dateien',
    rules: 'Regeln des Buckets',
  },
  note: {
    'clock-apart':
      'Die Uhr dieses Computers geht gegenüber der des Anbieters {{by}} {{way}}; ab 15 Minuten lässt er Windlass nicht mehr arbeiten. Lassen Sie die Uhr vom System stellen.',
    'inodes-change':
      'Dieses Dateisystem nummeriert seine Dateien neu: Eine umbenannte Datei wird vielleicht noch einmal hochgeladen.',
    'disk-too-small':
      'Frei sind {{free}}; {{coming}} liegen im Bucket und fehlen hier noch: Sie passen nicht auf den Datenträger.',
    'disk-nearly-full': 'Nur {{free}} sind frei. Ist der Datenträger voll, kommen keine Dateien mehr an.',
    'watches-scarce':
      'Er enthält {{folders}} Ordner, und dieses System lässt Programme {{most}} beobachten. Wo das nicht reicht, bemerkt Windlass hiesige Änderungen nur einmal in der Stunde. Erhöhen Sie fs.inotify.max_user_watches mit sysctl.',
    'metadata-lost':
      'Der Anbieter ändert, was zu einer Datei vermerkt ist: Zeiten und Prüfsummen können verloren gehen.',
    'conditions-ignored':
      'Nicht beachtet: {{conditions}}. Windlass sieht stattdessen vor dem Schreiben nach; für die Dauer einer Anfrage könnte ein anderes Gerät dazwischenkommen.',
    'versions-kept':
      'Sie ist an: Jede ersetzte und endgültig gelöschte Version bleibt und kostet, bis eine Regel sie verfallen lässt.',
    'no-lifecycle':
      'Der Anbieter lässt nichts von selbst verfallen. Leeren Sie den Papierkorb von Zeit zu Zeit.',
    'files-expire':
      'Dateien dieses Ordners werden gelöscht durch {{rules}}: Jedes Gerät hält sie dann für gelöscht.',
  },
  rule_one: '{{id}} (nach {{count, number}} Tag)',
  rule_other: '{{id}} (nach {{count, number}} Tagen)',
  condition: {
    'put-if-absent': 'nur anlegen, was es nicht gibt',
    'put-if-match': 'nur Unverändertes ersetzen',
    complete: 'große Übertragungen nur bei Unverändertem abschließen',
    'copy-source': 'nur Unverändertes kopieren',
    delete: 'nur Unverändertes löschen',
  },
  behind: 'nach',
  ahead: 'vor',
  onlyFor: 'Nur nötig, um {{purpose}}.',
  purpose: {
    'find-unfinished-uploads': 'Übertragungen zu finden, die ein Absturz hinterlassen hat',
    'clear-broken-copies': 'eine abgebrochene Kopie von mehr als 5 GiB wegzuräumen',
    purge: 'endgültig aus dem Papierkorb zu löschen',
    retention: 'festzulegen, wie lange gelöschte Dateien aufgehoben werden',
    'notice-expiry': 'Regeln zu bemerken, die Dateien löschen',
    'notice-versions': 'diesen Hinweis zu geben',
  },
};
