import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const reasons: Texts<typeof en.reasons> = {
  'in-sync': 'Auf keiner Seite hat sich etwas geändert.',
  'upload-new': 'Die Datei ist auf diesem Computer neu, im Bucket gab es sie noch nie.',
  'upload-changed':
    'Die Datei wurde auf diesem Computer geändert. Die ersetzte Version kam in den Papierkorb des Buckets.',
  'upload-edit-beats-delete':
    'Sie wurde im Bucket gelöscht, während sie hier geändert wurde. Eine Änderung zählt mehr als eine Löschung, deshalb wurde sie wieder hochgeladen.',
  'upload-mirror':
    'Dieser Ordner lädt nur hoch: Es zählt, was auf diesem Computer ist, was auch immer im Bucket geschah. Was der Bucket enthielt, kam in seinen Papierkorb.',
  'download-new': 'Die Datei ist im Bucket neu, auf diesem Computer gab es sie noch nie.',
  'download-changed':
    'Die Datei wurde im Bucket geändert. Die ersetzte Version kam in den Papierkorb dieses Computers.',
  'download-edit-beats-delete':
    'Sie wurde hier gelöscht, während jemand sie im Bucket änderte. Eine Änderung zählt mehr als eine Löschung, deshalb kam sie zurück.',
  'download-mirror':
    'Dieser Ordner lädt nur herunter: Es zählt, was im Bucket ist. Deshalb kam zurück, was hier gelöscht wurde.',
  recycle:
    'Die Datei wurde auf diesem Computer gelöscht. Ihre Kopie im Bucket kam in den Papierkorb des Buckets.',
  trash: 'Die Datei wurde im Bucket gelöscht. Ihre Kopie auf diesem Computer kam in dessen Papierkorb.',
  forget: 'Es gibt sie auf keiner Seite mehr, also ist nichts mehr abzugleichen.',
  record: 'Beide Seiten haben von sich aus denselben Inhalt. Es musste nichts übertragen werden.',
  conflict:
    'Die Datei wurde seit dem letzten Abgleich auf beiden Seiten geändert. Die Version aus dem Bucket behielt den Namen; Ihre liegt als Konfliktkopie daneben.',
  inspect: 'Zeit und Größe verrieten nicht, ob sie sich geändert hat. Deshalb wurde der Inhalt verglichen.',
  unseen: 'Eine Seite war hier nicht einsehbar, deshalb wurde nichts entschieden.',
  'leave-local':
    'Dieser Ordner lädt nur herunter. Eine Datei, die es nur auf diesem Computer gibt, bleibt unberührt.',
  'leave-remote': 'Dieser Ordner lädt nur hoch. Eine Datei, die es nur im Bucket gibt, bleibt unberührt.',
  'rename-remote':
    'Die Datei wurde auf diesem Computer umbenannt oder verschoben. Im Bucket heißt sie nun auch so; hochgeladen werden musste nichts.',
  'rename-local':
    'Die Datei wurde im Bucket umbenannt oder verschoben. Hier wurde sie ebenfalls verschoben; heruntergeladen werden musste nichts.',
  'clash-local-aside':
    'Wo dieser Computer eine Datei hat, hat der Bucket einen Ordner gleichen Namens. Die Datei machte Platz und blieb als Konfliktkopie erhalten.',
  'clash-remote-aside':
    'Wo der Bucket eine Datei hat, hat dieser Computer einen Ordner gleichen Namens. Die Datei machte Platz und blieb als Konfliktkopie erhalten.',
  blocked: 'Auf einer der beiden Seiten lässt sie sich nicht speichern.',
  untrack:
    'Eine Ignorierregel trifft sie jetzt. Sie bleibt auf beiden Seiten, wo sie ist, und wird nicht mehr abgeglichen.',
  'folder-in-sync': 'Der Ordner ist auf beiden Seiten gleich.',
  'folder-upload': 'Der Ordner enthält nichts, was abgeglichen wird. Ein Merker erhält ihn im Bucket.',
  'folder-make': 'Den Ordner gibt es im Bucket, hier fehlte er.',
  'folder-record': 'Den Ordner gibt es auf beiden Seiten.',
  'folder-recycle':
    'Der Ordner wurde auf diesem Computer gelöscht. Sein Merker im Bucket kam in den Papierkorb.',
  'folder-remove': 'Der Ordner wurde im Bucket gelöscht, und hier ist nichts mehr darin.',
  'folder-prune':
    'Die letzten Dateien des Ordners wurden im Bucket gelöscht. Deshalb wurde der leere Ordner hier entfernt.',
  'folder-forget': 'Der Ordner braucht im Bucket keinen Merker mehr.',
  'folder-unseen': 'Der Ordner war nicht einsehbar, deshalb wurde nichts entschieden.',
  'turned-off':
    'Ihr Ordner wird auf diesem Computer nicht mehr vorgehalten. Im Bucket ist sie sicher; die Kopie hier kam in den Papierkorb dieses Computers.',
  restore: 'Jemand hat sie aus dem Papierkorb wiederhergestellt.',
  purge: 'Jemand hat sie endgültig aus dem Papierkorb gelöscht.',
  'conflict-mine': 'In einem Konflikt haben Sie Ihre Version behalten.',
  'conflict-theirs': 'In einem Konflikt haben Sie die Version aus dem Bucket behalten.',
};
