import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const ignore: Texts<typeof en.ignore> = {
  title: 'Ignorierregeln',
  lead: 'Was zu einer Regel passt, lässt Windlass in Ruhe: Es wird weder hoch- noch heruntergeladen.',
  patterns: 'Muster, eines je Zeile',
  patternsHint:
    'Sie stehen in der Datei .windlassignore im Ordner und gelten so auch auf Ihren anderen Geräten.',
  harmless:
    'Ignoriert heißt nicht verfolgt: Nirgends wird etwas gelöscht. Was schon abgeglichen war, bleibt, wo es ist, hier und im Bucket.',
  undo: 'Änderungen verwerfen',
  saved: 'Die Regeln sind gespeichert und gelten ab jetzt.',
  preview: 'Wozu diese Muster jetzt passen',
  checking: 'Der Ordner wird durchgesehen…',
  matchesNothing: 'Sie passen zu keiner Datei im Ordner.',
  matches_one: '{{count, number}} Datei, {{size}}',
  matches_other: '{{count, number}} Dateien, {{size}}',
  newlyIgnored_one: '{{count, number}} Datei wird bisher abgeglichen und würde es nicht mehr.',
  newlyIgnored_other: '{{count, number}} Dateien werden bisher abgeglichen und würden es nicht mehr.',
  newlyTracked_one: '{{count, number}} Datei war bisher ignoriert und würde abgeglichen.',
  newlyTracked_other: '{{count, number}} Dateien waren bisher ignoriert und würden abgeglichen.',
  matched: 'Passende Dateien und Ordner',
  firstRows: 'Gezeigt werden die ersten {{count, number}}.',
  folder: 'Ordner',
  file: 'Datei',
  bad_one: '{{count, number}} Zeile bedeutet nichts und wird übergangen:',
  bad_other: '{{count, number}} Zeilen bedeuten nichts und werden übergangen:',
  badLine: 'Zeile {{line, number}}: {{text}}',
  more_one: 'und {{count, number}} weitere',
  more_other: 'und {{count, number}} weitere',
  examples: 'Beispiele',
  example: {
    ending: 'alle Dateien mit dieser Endung',
    folder: 'Ordner dieses Namens mit allem darin',
    top: 'nur ganz oben im Ordner',
    deep: 'in beliebiger Tiefe unter einem Ordner',
    except: 'eine Ausnahme von einer Regel darüber',
  },
  add: 'Hinzufügen',
  addPattern: '{{pattern}} hinzufügen',
  defaults: 'Immer ignoriert',
  defaultsLead: 'Was Systeme und Programme hinterlassen, und Dateien, die noch geschrieben werden.',
};
