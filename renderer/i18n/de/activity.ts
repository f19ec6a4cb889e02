import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const activity: Texts<typeof en.activity> = {
  title: 'Verlauf',
  lead: 'Alles, was Windlass getan hat, und warum.',
  search: 'Nach Namen oder Ordner suchen',
  all: 'Alle Ordner',
  list: 'Was geschah, das Neueste zuerst',
  why: 'Warum?',
  to: 'nach {{target}}',
  none: 'Es ist noch nichts geschehen.',
  noMatch: 'Nichts passt zu „{{search}}“.',
  more: 'Ältere Zeilen werden geladen …',
  action: {
    uploaded: 'Hochgeladen',
    downloaded: 'Heruntergeladen',
    recycled: 'In den Papierkorb des Buckets',
    trashed: 'In den Papierkorb dieses Computers',
    renamed: 'Umbenannt',
    recorded: 'Gleich vorgefunden',
    forgotten: 'Nicht mehr verfolgt',
    conflict: 'Beide Versionen behalten',
    restored: 'Wiederhergestellt',
    purged: 'Endgültig gelöscht',
    'folder-made': 'Ordner angelegt',
    'folder-removed': 'Ordner entfernt',
    held: 'Zurückgehalten',
    failed: 'Nicht gelungen',
    halted: 'Angehalten',
  },
};
