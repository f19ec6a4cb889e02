import type { BlockReason } from '../../../sync-engine/contract/block-text.ts';
import type { ShownError } from '../../shared/error-text.ts';

/** Why a file is not synced; English comes from the engine. */
export const blocks: Readonly<Record<BlockReason, ShownError>> = {
  symlink: {
    title: 'Symbolischer Link',
    message: 'Links wird nicht gefolgt, denn sie können aus dem Ordner hinaus oder im Kreis führen.',
    remedy: 'Legen Sie die Datei selbst hierher, oder nehmen Sie den Link in die Ignorierregeln auf.',
  },
  'special-file': {
    title: 'Keine Datei',
    message: 'Es ist ein Socket, eine Pipe oder ein Gerät und hat keinen Inhalt, der sich speichern ließe.',
    remedy: 'Nehmen Sie es in die Ignorierregeln auf.',
  },
  'name-illegal': {
    title: 'Zeichen, die dieser Computer nicht erlaubt',
    message:
      'Der Name enthält ein Zeichen, das das Dateisystem hier nicht speichern kann, etwa < > : " | ? * oder \\.',
    remedy: 'Benennen Sie die Datei auf der anderen Seite um.',
  },
  'name-reserved': {
    title: 'Reservierter Name',
    message: 'Windows hält diesen Namen für ein Gerät frei (CON, NUL, COM1 …).',
    remedy: 'Benennen Sie die Datei auf der anderen Seite um.',
  },
  'name-trailing': {
    title: 'Leerzeichen oder Punkt am Ende',
    message: 'Windows kann keinen Namen speichern, der mit einem Leerzeichen oder einem Punkt endet.',
    remedy: 'Benennen Sie die Datei auf der anderen Seite um.',
  },
  'name-not-utf8': {
    title: 'Name in unbekannter Kodierung',
    message: 'Der Name ist kein gültiges Unicode, ein Objekt braucht aber einen Unicode-Namen.',
    remedy: 'Benennen Sie die Datei um, zum Beispiel mit „convmv“.',
  },
  'name-too-long': {
    title: 'Name zu lang für ein Laufwerk',
    message: 'Ein Teil des Pfads ist länger als die 255 Byte, die ein Dateisystem speichert.',
    remedy: 'Kürzen Sie den Namen.',
  },
  'key-too-long': {
    title: 'Pfad zu lang für den Bucket',
    message: 'Der Pfad samt Präfix überschreitet die 1.024 Byte, die der Name eines Objekts haben darf.',
    remedy: 'Kürzen Sie den Namen der Datei oder den eines Ordners darüber.',
  },
  'key-unsafe': {
    title: 'Kein sicherer Pfad',
    message:
      'Der Name im Bucket würde aus dem Ordner hinausführen oder kann keine Datei sein (.., //, ein führender Schrägstrich).',
    remedy: 'Benennen Sie das Objekt im Bucket um, oder löschen Sie es dort.',
  },
  'name-clash': {
    title: 'Gleicher Name wie ein anderer',
    message:
      'Ein anderer Name unterscheidet sich von diesem nur in Groß- und Kleinschreibung oder in der Schreibweise von Akzenten.',
    remedy: 'Benennen Sie eine der beiden Dateien um.',
  },
  'beside-folder': {
    title: 'Datei und Ordner gleichen Namens',
    message:
      'Der Bucket enthält ein Objekt dieses Namens und weitere darunter; ein Laufwerk kann nicht beides haben.',
    remedy: 'Benennen Sie das Objekt im Bucket um.',
  },
  'beside-file': {
    title: 'Unterhalb einer Datei',
    message: 'Der Pfad darüber ist auf beiden Seiten eine Datei und kann nicht zugleich ein Ordner sein.',
    remedy: 'Benennen Sie das Objekt im Bucket um.',
  },
  reserved: {
    title: 'Gehört Windlass',
    message: 'Der Name .windlass ist für das reserviert, was Windlass selbst braucht.',
    remedy: 'Benennen Sie die Datei um.',
  },
  'too-large': {
    title: 'Zu groß',
    message: 'Ein Objekt darf höchstens 5 TiB haben.',
    remedy: 'Teilen Sie die Datei, oder nehmen Sie sie in die Ignorierregeln auf.',
  },
};
